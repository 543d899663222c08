// SPDX-License-Identifier: BSL-1.0
// Forward and backward propagation of system S1, a 1-1-1 network, as pictures: graph_pictures [directory]
// In: the network and one example. Out: files for Mermaid (.mmd) and Graphviz (.dot), drawn by the latter as .dot.svg.
#include "check.hpp"

#include <tapeless/io/dot.hpp>
#include <tapeless/io/mermaid.hpp>
#include <tapeless/tapeless.hpp>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

using example::check;

namespace {

/// Squared error of w2 * sigmoid(w1 * x + b1) + b2.
constexpr auto loss = [](auto w1, auto b1, auto w2, auto b2, auto x, auto y) {
    return square(w2 * sigmoid(w1 * x + b1) + b2 - y);
};
constexpr auto both_passes = tapeless::value_and_gradient<0, 1, 2, 3>(loss);
constexpr auto named = tapeless::names<"w1", "b1", "w2", "b2", "x", "y">;

template <class F>
std::string dot(F const& f) {
    std::ostringstream text;
    tapeless::write_dot(text, f, named, 2.0, -1.0, 1.5, 0.5, 3.0, 2.5);
    return text.str();
}
template <class F>
std::string mermaid(F const& f) {
    std::ostringstream text;
    tapeless::write_mermaid(text, f, named, 2.0, -1.0, 1.5, 0.5, 3.0, 2.5);
    return text.str();
}

void write(std::string const& path, std::string const& text) {
    std::ofstream file(path);
    file << text;
    file.close();
    check(!file.fail(), path.c_str());
    std::printf("%s: %zu characters\n", path.c_str(), text.size());
}

/// Graphviz draws what it reads from path beside it, as path.svg.
void draw(std::string const& path) {
    std::string const command = "dot -Tsvg -O \"" + path + "\"";
    if (std::system(command.c_str()) == 0) std::printf("%s.svg: drawn\n", path.c_str());
    else std::printf("%s.svg: not drawn, is Graphviz installed?\n", path.c_str());
}

bool holds(std::string const& text, char const* part) { return text.find(part) != std::string::npos; }

}  // namespace

int main(int argc, char** argv) {
    std::string const directory = argc > 1 ? std::string(argv[1]) + "/" : std::string();
    std::string const forward = dot(loss), backward = dot(both_passes);

    // The numbers of examples/s1_one_step.cpp: the gradient stands at the inputs of the forward graph as adjoints, and
    // at the ends of the backward graph as results.
    check(holds(forward, "= 0.26014"), "the loss is 0.260140");
    for (char const* slope : {"-0.0305169", "-0.0101723", "-1.01325", "-1.02008"}) {
        check(holds(forward, (std::string("adjoint ") + slope).c_str()), "an adjoint of the forward graph");
        check(holds(backward, (std::string("= ") + slope).c_str()), "a result of the backward graph");
    }
    std::printf("forward %d operations, with the backward pass %d\n", tapeless::node_count(loss),
                tapeless::node_count(both_passes));

    write(directory + "s1_forward.dot", forward);
    write(directory + "s1_backward.dot", backward);
    std::fflush(stdout);
    for (char const* name : {"s1_forward.dot", "s1_backward.dot"}) draw(directory + name);
    write(directory + "s1_forward.mmd", mermaid(loss));
    write(directory + "s1_backward.mmd", mermaid(both_passes));
    return example::exit_code();
}
