// SPDX-License-Identifier: BSL-1.0
// The Lennard-Jones potential on paper: its force as a formula, proved to be the textbook's, and two atoms that it moves.
// In: the potential in named variables. Out: formulas as text and LaTeX, the minimum, and an oscillation that keeps its energy.
#include "check.hpp"

#include <tapeless/formula.hpp>
#include <tapeless/io/latex.hpp>
#include <tapeless/io/stream.hpp>

#include <cmath>
#include <cstdio>
#include <iostream>

namespace {

using namespace tapeless::literals;
using tapeless::derivative;
using tapeless::variable;

constexpr auto r = variable<"r">;              // distance
constexpr auto epsilon = variable<"epsilon">;  // depth of the well
constexpr auto sigma = variable<"sigma">;      // distance at which the potential is 0

constexpr auto potential = 4_c * epsilon * (pow(sigma / r, 12_c) - pow(sigma / r, 6_c));
constexpr auto force = -derivative(potential, r);

// What the textbook prints, decided while this file is compiled.
static_assert(force == 24_c * epsilon * (2_c * pow(sigma, 12_c) / pow(r, 13_c) - pow(sigma, 6_c) / pow(r, 7_c)));

// Argon: energies in kelvin, distances in angstrom.
constexpr auto argon = force(epsilon = 119.8, sigma = 3.405);  // a formula in r alone
constexpr auto argon_potential = potential(epsilon = 119.8, sigma = 3.405);

struct state {
    double distance;
    double speed;
};

/// One step of velocity Verlet for a reduced mass of 1.
state step(state s, double dt) {
    double const middle = s.speed + dt / 2 * argon(r = s.distance);
    double const distance = s.distance + dt * middle;
    return {distance, middle + dt / 2 * argon(r = distance)};
}

double energy(state s) { return s.speed * s.speed / 2 + argon_potential(r = s.distance); }

}  // namespace

int main() {
    std::cout << "potential  " << potential << "\n";
    std::cout << "force      " << canonical(force) << "\n";
    std::cout << "LaTeX      " << to_latex(potential) << "\n";
    std::cout << "argon      " << argon_potential << "\n";

    double const minimum = std::pow(2.0, 1.0 / 6) * 3.405;
    std::printf("force at the minimum %.3f A: %.1e K/A\n", minimum, argon(r = minimum));
    auto const curvature = derivative(potential, r, r)(r = minimum, epsilon = 119.8, sigma = 3.405);
    std::printf("curvature there: %.3f K/A^2\n", curvature);

    state s{4.2, 0};
    double const before = energy(s);
    for (int i = 0; i < 10000; ++i) s = step(s, 0.001);
    std::printf("energy %.6f K, after 10,000 steps %.6f K\n", before, energy(s));

    example::check(std::fabs(argon(r = minimum)) < 1e-10, "the force vanishes at 2^(1/6) sigma");
    example::check(example::near(curvature, 72 * 119.8 / (std::cbrt(2.0) * 3.405 * 3.405)),
                   "the curvature is 72 epsilon / (2^(1/3) sigma^2)");
    example::check(std::fabs(energy(s) - before) < 1e-3, "the energy is kept");
    return example::exit_code();
}
