// SPDX-License-Identifier: BSL-1.0
// Checks a problem of More, Garbow and Hillstrom against the reference values in reference/mgh.txt.
// In: a problem: residuals as a function object with its number, starting point and least sum of squares as printed.
// Out: whether residuals, Jacobian, gradient and Hessian of the sum of squares agree at two points, and the minimum.
#pragma once

#include "catch.hpp"

#include <tapeless/tapeless.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace mgh {

/// F = sum f_i^2
template <class Problem>
struct sum_of_squares {
    template <class Point>
    constexpr auto operator()(Point const& x) const {
        auto sum = 0 * x[0];
        for (auto const& f : Problem{}(x)) sum += f * f;
        return sum;
    }
};

/// The lines of a problem in the order of the file, by their first word; start and near name a point each.
struct reference_block {
    struct values_at_a_point {
        std::vector<double> point;
        std::map<std::string, std::vector<double>> values;
    };
    std::vector<values_at_a_point> points;
    std::vector<double> minimizer;
    std::vector<double> minimum;

    explicit reference_block(int number) {
        std::ifstream in(TAPELESS_TEST_DATA_DIR "/reference/mgh.txt");
        std::string line;
        std::string const title = "# " + std::to_string(number) + " ";
        while (std::getline(in, line) && line.compare(0, title.size(), title) != 0) {}
        while (std::getline(in, line) && line[0] != '#') {
            std::istringstream words(line);
            std::string word;
            words >> word;
            std::vector<double> values;
            for (std::string value; words >> value;) values.push_back(std::stod(value));
            if (word == "start" || word == "near") points.push_back({values, {}});
            else if (word == "minimizer") minimizer = values;
            else if (word == "minimum") minimum = values;
            else points.back().values[word] = values;
        }
    }
};

template <std::size_t N>
std::array<double, N> to_array(std::vector<double> const& values) {
    std::array<double, N> out{};
    REQUIRE(values.size() == N);
    for (std::size_t i = 0; i < N; ++i) out[i] = values[i];
    return out;
}

/// Every entry within `relative` of the largest of its row.
template <std::size_t N>
void check_row(std::array<double, N> const& row, double const* expected, double relative) {
    double largest = 0;
    for (std::size_t j = 0; j < N; ++j) largest = std::fmax(largest, std::fabs(expected[j]));
    for (std::size_t j = 0; j < N; ++j) {
        CAPTURE(j, row[j], expected[j], largest);
        CHECK(std::fabs(row[j] - expected[j]) <= relative * largest);
    }
}
template <std::size_t N>
void check_rows(std::vector<std::array<double, N>> const& rows, std::vector<double> const& expected, double relative) {
    REQUIRE(expected.size() == N * rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CAPTURE(i);
        check_row(rows[i], expected.data() + i * N, relative);
    }
}

template <std::size_t N, std::size_t M>
std::vector<std::array<double, N>> rows_of(std::array<std::array<double, N>, M> const& matrix) {
    return {matrix.begin(), matrix.end()};
}

template <class Problem>
inline constexpr std::size_t variables = std::size(Problem::start);

/// Calls visit(x, values) at both points, values being the lines of the reference there.
template <class Problem, class Visit>
void at_both_points(Visit visit) {
    reference_block const reference(Problem::number);
    REQUIRE(reference.points.size() == 2);
    check_row(Problem::start, reference.points[0].point.data(), 1e-15);
    for (auto const& [point, values] : reference.points) {
        CAPTURE(point);
        visit(to_array<variables<Problem>>(point), values);
    }
}

/// A Jacobian, of the residuals from the first on.
template <class Residuals, class Values, std::size_t N>
void check_jacobian(std::array<double, N> const& x, Values const& values, double relative, std::size_t first = 0) {
    auto const J = tapeless::jacobian(Residuals{})(x);
    auto const begin = values.at("jacobian").begin() + static_cast<std::ptrdiff_t>(first * N);
    check_rows(rows_of(J), {begin, begin + static_cast<std::ptrdiff_t>(J.size() * N)}, relative);
}

/// Residuals, their sum of squares and its gradient; where F has its minimum, that and a gradient of zero.
template <class Problem>
void check_gradient(double relative = 1e-12) {
    constexpr std::size_t n = variables<Problem>;
    auto const sum_and_slope = tapeless::value_and_gradient(sum_of_squares<Problem>{});
    double steepest = 0;
    at_both_points<Problem>([&](auto const& x, auto const& values) {
        auto const residual = tapeless::value(Problem{})(x);
        check_rows<residual.size()>({residual}, values.at("residual"), relative);
        double squares = 0;
        for (double const f : values.at("residual")) squares += f * f;
        auto const [sum, slope] = sum_and_slope(x);
        CHECK(std::fabs(sum - squares) <= relative * squares);
        check_rows<n>({slope}, values.at("gradient"), relative);
        for (double const g : slope) steepest = std::fmax(steepest, std::fabs(g));
    });
    reference_block const reference(Problem::number);
    auto const [least, slope] = sum_and_slope(to_array<n>(reference.minimizer));
    CHECK(std::fabs(least - Problem::least) <= 1e-5 * Problem::least + 1e-18);
    CHECK(std::fabs(least - reference.minimum.at(0)) <= 1e-10 * Problem::least + 1e-18);
    for (double const g : slope) CHECK(std::fabs(g) <= 1e-9 * steepest);
}

/// Residuals, Jacobian, gradient and minimum; entries within `relative` of the largest of their row.
template <class Problem>
void check_first_order(double relative = 1e-12) {
    check_gradient<Problem>(relative);
    at_both_points<Problem>([&](auto const& x, auto const& values) { check_jacobian<Problem>(x, values, relative); });
}

/// The same and the Hessian of the sum of squares.
template <class Problem>
void check(double relative = 1e-12) {
    check_first_order<Problem>(relative);
    at_both_points<Problem>([&](auto const& x, auto const& values) {
        check_rows(rows_of(tapeless::hessian(sum_of_squares<Problem>{})(x)), values.at("hessian"), relative);
    });
}

}  // namespace mgh
