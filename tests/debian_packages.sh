# SPDX-License-Identifier: BSL-1.0
# Sourced by the scripts that run on a bare Debian machine.

# install_missing package...: installs by apt-get what dpkg does not know as installed.
install_missing() {
    local missing=() package
    for package in "$@"; do
        if [[ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" != installed ]]; then
            missing+=("$package")
        fi
    done
    if ((${#missing[@]} == 0)); then
        return 0
    fi
    local root=()
    if (($(id -u) != 0)); then
        root=(sudo)
    fi
    echo "installing ${missing[*]}"
    "${root[@]}" apt-get update -qq &&
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
}

compilers_and_tools=(g++ clang-19 libclang-rt-19-dev cmake ninja-build python3 libboost-dev)
test_packages=(catch2 librapidcheck-dev libfmt-dev)
# What examples and comparisons against other tools and references use.
peer_packages=(libcli11-dev libfccp-dev libeigen3-dev libadolc-dev libtrilinos-sacado-dev libceres-dev
    libbenchmark-dev python3-mpmath python3-sympy python3-matplotlib graphviz)
# Generated C is compiled for a microcontroller with these.
embedded_packages=(gcc-arm-none-eabi libnewlib-arm-none-eabi)
# Tests are built for 64-bit ARM and run there with these.
target_packages=(g++-aarch64-linux-gnu qemu-user)
