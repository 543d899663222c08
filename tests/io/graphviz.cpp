// SPDX-License-Identifier: BSL-1.0
// Graphviz itself draws the pictures, where it is installed (TAPELESS_DOT names it).
#include "support/drawn.hpp"

#include <cstdlib>
#include <fstream>
#include <tapeless/calculus/hessian.hpp>
#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/functions.hpp>

namespace {

#if defined(TAPELESS_DOT)

std::string drawn_as_svg(std::string const& text) {
    std::string const path = TAPELESS_TEST_OUTPUT_DIR "/picture.dot";
    std::remove((path + ".svg").c_str());
    std::ofstream(path) << text;
    std::string const command = "\"" TAPELESS_DOT "\" -Tsvg -O \"" + path + "\" 2>&1";
    CHECK(std::system(command.c_str()) == 0);
    std::ostringstream svg;
    svg << std::ifstream(path + ".svg").rdbuf();
    return svg.str();
}
std::size_t count(std::string const& text, std::string const& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

#endif

}  // namespace

TEST_CASE("Graphviz draws every node, every edge and every name") {
#if defined(TAPELESS_DOT)
    constexpr auto f = [](auto x, auto y) {
        return tapeless::cond(
            x < y, [](auto a, auto b) { return sin(a) * b; }, [](auto a, auto b) { return a / b; }, x, y);
    };
    std::ostringstream text;
    tapeless::write_dot(text, tapeless::value_gradient_and_hessian(f), tapeless::names<"a\"b\\n", "&lt;&c">, 0.5, 2.0);
    auto const read = support::read_dot(text.str());
    std::string const svg = drawn_as_svg(text.str());
    CHECK(count(svg, "class=\"node\"") == read.nodes.size());
    CHECK(count(svg, "class=\"edge\"") == read.edges.size());
    CHECK((count(svg, ">a&quot;b\\n<") == 1 || count(svg, ">a\"b\\n<") == 1));
    CHECK(count(svg, ">&amp;lt;&amp;c<") == 1);
    CHECK(count(svg, ">adjoint ") == count(text.str(), "adjoint "));
    CHECK(count(svg, ">hessian[0][1]<") == 1);
#else
    WARN("Graphviz is not installed: nothing is drawn");
#endif
}
