// SPDX-License-Identifier: BSL-1.0
// Value, gradient and Hessian of Black and Scholes' price, together and alone.
#include "../../../bench/workloads.hpp"
#include "functions.hpp"

c_source::list c_source::second_derivatives() {
    using namespace tapeless;
    static function const all[] = {
        entry<decltype(value(bench::w6{}))>("w6_value", "w6_value_f", 0.1, 3),
        entry<decltype(gradient(bench::w6{}))>("w6_gradient", "w6_gradient_f", 0.1, 3),
        entry<decltype(value_gradient_and_hessian(bench::w6{}))>("w6_all", "w6_all_f", 0.1, 3),
    };
    return {all, 3};
}
