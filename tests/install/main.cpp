// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

int main() {
    const auto g = tapeless::gradient([](auto x, auto y) { return x * y; })(2.0, 3.0);
    return g[0] == 3.0 && g[1] == 2.0 ? 0 : 1;
}
