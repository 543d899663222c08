// SPDX-License-Identifier: BSL-1.0
// What a user's translation unit with gradients looks like; symbols.py examines the object.
#include <tapeless/tapeless.hpp>

namespace {

constexpr auto formula = [](auto x, auto y, auto z) {
    return sin(x * y) + exp(z) * x / y + log(x * x + y * y + z * z) + erf(x) * pow(y, 2.5) + max(x, z);
};
constexpr auto rosenbrock = [](auto const& x) {
    auto sum = 0 * x[0];
    for (std::size_t i = 0; i + 1 < x.size(); ++i) {
        auto const bend = x[i + 1] - x[i] * x[i];
        sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
    }
    return sum;
};
constexpr auto polar = [](auto r, auto phi) { return std::array{r * cos(phi), r * sin(phi)}; };

}  // namespace

double plain_value(double x, double y, double z) { return tapeless::value(formula)(x, y, z); }
std::array<double, 3> plain_gradient(double x, double y, double z) { return tapeless::gradient(formula)(x, y, z); }
std::array<float, 3> single_gradient(float x, float y, float z) { return tapeless::gradient(formula)(x, y, z); }
std::array<double, 20> array_gradient(std::array<double, 20> const& x) { return tapeless::gradient(rosenbrock)(x); }
std::array<std::array<double, 2>, 2> plain_jacobian(double r, double phi) { return tapeless::jacobian(polar)(r, phi); }
std::array<double, 2> forward_product(double r, double phi) { return tapeless::jvp(polar)(r, phi, 1.0, 2.0).tangent; }
std::array<double, 2> reverse_product(double r, double phi) {
    return tapeless::vjp(polar)(r, phi, std::array{1.0, 2.0}).gradient;
}
auto symmetric_hessian(double x, double y, double z) { return tapeless::value_gradient_and_hessian(formula)(x, y, z); }
std::array<double, 20> hessian_product(std::array<double, 20> const& x) { return tapeless::hvp(rosenbrock)(x, x); }

namespace {

constexpr auto branching = [](auto x, auto y) {
    return tapeless::cond(
        x > y, [](auto a, auto b) { return sin(a) * b; }, [](auto a, auto b) { return a / b; }, x, y);
};
constexpr auto cubic = [](auto x, auto a) { return x * x * x + a * x - 2; };
constexpr auto implicit = [](auto a) { return tapeless::find_root(cubic)(1.0, a); };
constexpr auto rounded = tapeless::custom_vjp([](auto x) { return round(x); }, [](auto, auto dy) { return dy; });

}  // namespace

std::array<double, 2> branching_gradient(double x, double y) { return tapeless::gradient(branching)(x, y); }
double implicit_slope(double a) { return tapeless::derivative(implicit)(a); }
std::array<double, 6> series(double x) {
    return tapeless::taylor<5>([](auto t) { return exp(sin(t)) + rounded(t); })(x);
}
