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
