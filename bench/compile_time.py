#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compile-time cost of gradients: seconds, peak memory and object size of generated translation units.

    compile_time.py [--compilers g++ clang++-19] [--families hello chain network] [--sizes 10 100 1000 3000 10000]
                    [--tools tapeless eigen sfad rad c] [--flags="-O2"] [--timeout 120] [--no-debug] [--repeat 1] [--include DIR]

hello    sin(x*y) + exp(x)/2
chain    e = sin(e*a) + e*b, repeated: each step uses the previous one twice
network  a dense tanh network of scalars written as loops over one parameter array, squared loss

Sizes are wanted numbers of scalar nodes in the gradient's graph. `nodes` is the count of tapeless' own graph where --count-nodes finds it,
else that of the same gradient in reverse mode with shared subexpressions, computed here. Tool c is that graph as straight-line C.
The header column of a tool is the time of a unit that only includes it; ms per node is the rest divided by the nodes. The classes
of Eigen and Sacado compile the loops as loops, whatever the size: they have no time per node.
"""
import argparse
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

# Operations of the simplified gradient graph. Where it does not compile, the own count is used.
NODE_COUNT = "tapeless::node_count<std::array<double, {N}>>(tapeless::gradient(function{}))"
HERE = os.path.dirname(os.path.abspath(__file__))


# The same gradients as a graph, for node counts and for straight-line C -----------------------------------------------

class Graph:
    """Interned scalar nodes with the few identities that any symbolic tool applies."""

    def __init__(self):
        self.nodes = []
        self.known = {}

    def node(self, *key):
        if key not in self.known:
            self.known[key] = len(self.nodes)
            self.nodes.append(key)
        return self.known[key]

    def constant(self, value):
        return self.node("const", float(value))

    def value_of(self, i):
        return self.nodes[i][1] if self.nodes[i][0] == "const" else None

    def add(self, a, b):
        if self.value_of(a) == 0:
            return b
        if self.value_of(b) == 0:
            return a
        return self.node("add", min(a, b), max(a, b))

    def sub(self, a, b):
        return a if self.value_of(b) == 0 else self.node("sub", a, b)

    def neg(self, a):
        return self.node("neg", a)

    def mul(self, a, b):
        for x, y in ((a, b), (b, a)):
            if self.value_of(x) == 0:
                return x
            if self.value_of(x) == 1:
                return y
        return self.node("mul", min(a, b), max(a, b))

    def call(self, name, a):
        return self.node(name, a)

    def gradient(self, result, inputs):
        """Reverse mode; the adjoints are nodes of the same graph."""
        needed = self.reachable([result])
        adjoint = {result: self.constant(1)}
        for i in sorted(needed, reverse=True):
            if i not in adjoint:
                continue
            op, g = self.nodes[i], adjoint[i]

            def give(to, amount):
                adjoint[to] = self.add(adjoint[to], amount) if to in adjoint else amount

            if op[0] == "add":
                give(op[1], g)
                give(op[2], g)
            elif op[0] == "sub":
                give(op[1], g)
                give(op[2], self.neg(g))
            elif op[0] == "mul":
                give(op[1], self.mul(g, op[2]))
                give(op[2], self.mul(g, op[1]))
            elif op[0] == "sin":
                give(op[1], self.mul(g, self.call("cos", op[1])))
            elif op[0] == "exp":
                give(op[1], self.mul(g, i))
            elif op[0] == "tanh":
                give(op[1], self.mul(g, self.sub(self.constant(1), self.mul(i, i))))
        return [adjoint.get(i, self.constant(0)) for i in inputs]

    def reachable(self, roots):
        seen, stack = set(), list(roots)
        while stack:
            i = stack.pop()
            if i in seen:
                continue
            seen.add(i)
            if self.nodes[i][0] not in ("const", "input"):
                stack.extend(self.nodes[i][1:])
        return seen

    def count(self, roots):
        return sum(self.nodes[i][0] not in ("const", "input") for i in self.reachable(roots))

    def as_c(self, roots):
        symbol = {"add": "+", "sub": "-", "mul": "*"}
        lines = ["double sin(double), cos(double), exp(double), tanh(double);", "void gradient(double const* in, double* out) {"]
        name = {}
        for i in sorted(self.reachable(roots)):
            op = self.nodes[i]
            if op[0] == "const":
                name[i] = repr(op[1])
                continue
            if op[0] == "input":
                text = f"in[{op[1]}]"
            elif op[0] in symbol:
                text = f"{name[op[1]]} {symbol[op[0]]} {name[op[2]]}"
            elif op[0] == "neg":
                text = f"-{name[op[1]]}"
            else:
                text = f"{op[0]}({name[op[1]]})"
            name[i] = f"t{i}"
            lines.append(f"  double const t{i} = {text};")
        lines += [f"  out[{k}] = {name[i]};" for k, i in enumerate(roots)]
        return "\n".join(lines + ["}", ""])


class Hello:
    inputs = 2
    label = ""

    def source(self):
        return "using std::exp; using std::sin;\n  return sin(in[0] * in[1]) + exp(in[0]) * T(0.5);"

    def build(self, g, x):
        return g.add(g.call("sin", g.mul(x[0], x[1])), g.mul(g.call("exp", x[0]), g.constant(0.5)))


class Chain:
    inputs = 3

    def __init__(self, repeats):
        self.repeats = repeats
        self.label = f" x{repeats}"

    def source(self):
        return f"using std::sin;\n  T e = in[0];\n  for (int i = 0; i < {self.repeats}; ++i) e = sin(e * in[1]) + e * in[2];\n  return e;"

    def build(self, g, x):
        e = x[0]
        for _ in range(self.repeats):
            e = g.add(g.call("sin", g.mul(e, x[1])), g.mul(e, x[2]))
        return e


class Network:
    def __init__(self, *widths):
        self.widths = widths
        self.inputs = sum((a + 1) * b for a, b in zip(widths, widths[1:]))
        self.label = " " + "-".join(map(str, widths))

    def source(self):
        widest = max(self.widths)
        return f"""using std::tanh;
  constexpr int widths[] = {{{", ".join(map(str, self.widths))}}};
  std::array<T, {widest}> values{{}};
  for (int i = 0; i < {self.widths[0]}; ++i) values[i] = T(0.25 * (i + 1));
  int at = 0;
  for (int layer = 0; layer < {len(self.widths) - 1}; ++layer) {{
    std::array<T, {widest}> next{{}};
    for (int row = 0; row < widths[layer + 1]; ++row) {{
      T sum = in[at++];
      for (int column = 0; column < widths[layer]; ++column) sum += in[at++] * values[column];
      next[row] = layer + 1 < {len(self.widths) - 1} ? T(tanh(sum)) : sum;
    }}
    values = next;
  }}
  const T error = values[0] - T(0.5);
  return error * error;"""

    def build(self, g, x):
        values = [g.constant(0.25 * (i + 1)) for i in range(self.widths[0])]
        at = 0
        for layer in range(len(self.widths) - 1):
            following = []
            for _ in range(self.widths[layer + 1]):
                total = x[at]
                at += 1
                for value in values:
                    total = g.add(total, g.mul(x[at], value))
                    at += 1
                following.append(g.call("tanh", total) if layer + 2 < len(self.widths) else total)
            values = following
        error = g.sub(values[0], g.constant(0.5))
        return g.mul(error, error)


def gradient_graph(function):
    g = Graph()
    inputs = [g.node("input", i) for i in range(function.inputs)]
    return g, g.gradient(function.build(g, inputs), inputs)


def nodes_of(function):
    g, roots = gradient_graph(function)
    return g.count(roots)


def sized(family, size):
    """The member of a family whose gradient has about `size` nodes."""
    if family == "chain":
        candidates = (Chain(r) for r in range(1, 100000))
    else:
        candidates = (Network(4, h, h, 1) if h > 1 else Network(1, 1, 1) for h in range(1, 1000))
    best = None
    for candidate in candidates:
        nodes = nodes_of(candidate)
        if best and abs(nodes - size) >= abs(best[1] - size):
            break
        best = candidate, nodes
        if family == "chain" and nodes * 4 < size:  # linear: jump there
            per_repeat = nodes_of(Chain(3)) - nodes_of(Chain(2))
            start = max(1, (size - nodes) // per_repeat)
            return min((Chain(r) for r in range(max(1, start - 2), start + 3)), key=lambda c: abs(nodes_of(c) - size))
    return best[0]


# Translation units ----------------------------------------------------------------------------------------------------

def function_object(function):
    return f"""#include <array>
#include <cmath>
struct function {{
template <class T> constexpr T operator()(std::array<T, {function.inputs}> const& in) const {{
  {function.source()}
}}
}};
"""


def hello_as_written(_):
    return """constexpr auto f = [](auto x, auto y) { return sin(x * y) + exp(x) / 2; };
void gradient(double const* in, double* out) {
  const auto g = tapeless::gradient(f)(in[0], in[1]);
  out[0] = g[0];
  out[1] = g[1];
}
"""


SACADO = """#define TRILINOS_NO_CONFIG_H
#define HAVE_SACADO_CXX11
#define HAS_C99_TR1_CMATH
#define SACADO_ENABLE_NEW_DESIGN
#define SACADO_NEW_FAD_DESIGN_IS_DEFAULT
#include <Sacado_No_Kokkos.hpp>
"""
HEADERS = {
    "tapeless": "#include <tapeless/tapeless.hpp>\n",
    "eigen": "#include <Eigen/Core>\n#include <unsupported/Eigen/AutoDiff>\n",
    "sfad": SACADO,
    "rad": SACADO,
    "c": "",
}


def unit(tool, function):
    n = function.inputs
    if tool == "c":
        g, roots = gradient_graph(function)
        return g.as_c(roots)
    if tool == "tapeless":
        if isinstance(function, Hello):
            return HEADERS[tool] + hello_as_written(function)
        return HEADERS[tool] + function_object(function) + f"""std::array<double, {n}> gradient(std::array<double, {n}> const& in) {{
  return tapeless::gradient(function{{}})(in);
}}
"""
    scalar = {"eigen": f"Eigen::AutoDiffScalar<Eigen::Matrix<double, {n}, 1>>", "sfad": f"Sacado::Fad::SFad<double, {n}>",
              "rad": "Sacado::Rad::ADvar<double>"}[tool]
    seed = {"eigen": f"scalar(in[i], {n}, i)", "sfad": f"scalar({n}, i, in[i])", "rad": "scalar(in[i])"}[tool]
    partial = {"eigen": "y.derivatives()[i]", "sfad": "y.fastAccessDx(i)", "rad": "x[i].adj()"}[tool]
    sweep = "  scalar::Gradcomp();\n" if tool == "rad" else ""
    return HEADERS[tool] + function_object(function) + f"""using scalar = {scalar};
void gradient(double const* in, double* out) {{
  std::array<scalar, {n}> x;
  for (int i = 0; i < {n}; ++i) x[i] = {seed};
  const scalar y = function{{}}(x);
{sweep}  for (int i = 0; i < {n}; ++i) out[i] = {partial};
}}
"""


class Result:
    def __init__(self, seconds=math.nan, megabytes=math.nan, bytes_=0, error=""):
        self.seconds, self.megabytes, self.bytes, self.error = seconds, megabytes, bytes_, error


def limit_address_space(megabytes):
    def apply():
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    return apply


def compile_once(command, source, output, options):
    """Runs one compiler under a time and memory limit; wait4 gives the largest of its processes."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command + ["-c", source, "-o", output], stderr=errors, stdout=subprocess.DEVNULL,
                                   preexec_fn=limit_address_space(options.memory), start_new_session=True)
        deadline = start + options.timeout
        pid = 0
        while pid == 0:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid == 0:
                if time.monotonic() > deadline:
                    os.killpg(process.pid, 9)
                    os.wait4(process.pid, 0)
                    process.returncode = -9
                    return Result(error=f"> {options.timeout:.0f} s")
                time.sleep(0.002)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            lines = errors.read().decode(errors="replace").splitlines()
            first = next((line for line in lines if "error" in line), lines[0] if lines else "")
            if options.verbose:
                print("\n".join(lines[:40]), file=sys.stderr)
            return Result(error="fails: " + first.split("error:")[-1].strip()[:70].replace("|", "/"))
    # CPU time of compiler and assembler: the wall clock of a shared machine says little.
    return Result(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.path.getsize(output))


def best_of(command, source, output, options, repeat=None):
    results = [compile_once(command, source, output, options)]
    while not results[0].error and len(results) < (repeat or options.repeat) and results[0].seconds < 10:
        results.append(compile_once(command, source, output, options))
    return min(results, key=lambda r: r.seconds)


def include_flags(tool, options):
    if tool == "tapeless":
        return [f"-I{options.include}"]
    places = {"eigen": "/usr/include/eigen3", "sfad": "/usr/include/trilinos", "rad": "/usr/include/trilinos"}
    return ["-isystem", places[tool]] if tool in places else []


def compiler_command(compiler, tool, options):
    if tool == "c":
        return {"g++": ["gcc"]}.get(compiler, [compiler.replace("clang++", "clang").replace("g++", "gcc")]) + options.flags.split()
    return [compiler, "-std=c++20"] + options.flags.split() + include_flags(tool, options)


def tapeless_nodes(function, scratch, options):
    """The size of tapeless' own graph, printed by a program that is compiled with what --count-nodes names."""
    if not options.count_nodes:
        return None
    source, program = os.path.join(scratch, "count.cpp"), os.path.join(scratch, "count")
    expression = options.count_nodes.replace("{N}", str(function.inputs))
    with open(source, "w", encoding="utf-8") as file:
        file.write(HEADERS["tapeless"] + function_object(function) + "#include <cstdio>\n"
                   f"int main() {{ std::printf(\"%lld\", static_cast<long long>({expression})); }}\n")
    built = subprocess.run(["g++", "-std=c++20", f"-I{options.include}", source, "-o", program], stderr=subprocess.DEVNULL)
    return int(subprocess.run([program], stdout=subprocess.PIPE, check=True).stdout) if built.returncode == 0 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compilers", nargs="+", default=["g++", "clang++-19"])
    parser.add_argument("--families", nargs="+", default=["hello", "chain", "network"], choices=["hello", "chain", "network"])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10, 100, 1000, 3000, 10000])
    parser.add_argument("--tools", nargs="+", default=["tapeless", "eigen", "sfad", "rad", "c"], choices=list(HEADERS))
    parser.add_argument("--flags", default="-O2")
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--memory", type=int, default=12000, help="address space of one compiler process, MB")
    parser.add_argument("--repeat", type=int, default=1, help="best of so many runs, where one takes under 10 s")
    parser.add_argument("--no-debug", action="store_true", help="do not compile with -g as well")
    parser.add_argument("--include", default=os.path.join(os.path.dirname(HERE), "include"))
    parser.add_argument("--count-nodes", default=NODE_COUNT, metavar="EXPRESSION",
                        help="C++ expression of tapeless' node count for the type `function` of a std::array<T, {N}>; empty: do not ask")
    parser.add_argument("--keep", metavar="DIR", help="write the translation units there and keep them")
    parser.add_argument("--verbose", action="store_true", help="show the first lines of compiler errors")
    options = parser.parse_args()

    tools = [t for t in options.tools
             if t != "tapeless" or os.path.exists(os.path.join(options.include, "tapeless", "tapeless.hpp"))
             or print("tapeless/tapeless.hpp not found, left out", file=sys.stderr)]
    functions = []
    for family in options.families:
        functions += [(family, Hello())] if family == "hello" else [(family, sized(family, size)) for size in options.sizes]

    scratch = options.keep or tempfile.mkdtemp()
    os.makedirs(scratch, exist_ok=True)
    try:
        print(f"`{options.flags}`; CPU seconds of compiler and assembler\n")
        print("| function | nodes | compiler | tool | header s | s | ms per node | peak MB | object KB | s with -g | object KB with -g |")
        print("|---|---:|---|---|---:|---:|---:|---:|---:|---:|---:|")
        headers = {}
        for family, function in functions:
            nodes = tapeless_nodes(function, scratch, options) or nodes_of(function)
            for compiler in options.compilers:
                if not shutil.which(compiler):
                    continue
                for tool in tools:
                    extension = "c" if tool == "c" else "cpp"
                    source = os.path.join(scratch, f"{family}{function.label}-{tool}.{extension}".replace(" ", "-"))
                    output = os.path.join(scratch, "unit.o")
                    command = compiler_command(compiler, tool, options)
                    if (compiler, tool) not in headers:
                        empty = os.path.join(scratch, f"header-{tool}.{extension}")
                        with open(empty, "w", encoding="utf-8") as file:
                            file.write(HEADERS[tool] + ("" if tool == "c" else "#include <array>\n#include <cmath>\n"))
                        headers[compiler, tool] = best_of(command, empty, output, options, max(3, options.repeat))
                    with open(source, "w", encoding="utf-8") as file:
                        file.write(unit(tool, function))
                    header = headers[compiler, tool]
                    plain = best_of(command, source, output, options)
                    row = [family + function.label, nodes, compiler, tool, f"{header.seconds:.2f}"]
                    if plain.error:
                        row += [plain.error] + ["-"] * 5
                    else:
                        own = max(0.0, plain.seconds - header.seconds)
                        per_node = f"{1000 * own / nodes:.2f}" if tool in ("tapeless", "c") else "-"
                        row += [f"{plain.seconds:.2f}", per_node, f"{plain.megabytes:.0f}", f"{plain.bytes / 1000:.1f}"]
                        if options.no_debug:
                            row += ["-", "-"]
                        else:
                            debug = best_of(command + ["-g"], source, output, options)
                            row += [debug.error, "-"] if debug.error else [f"{debug.seconds:.2f}", f"{debug.bytes / 1000:.1f}"]
                    print("| " + " | ".join(map(str, row)) + " |", flush=True)
    finally:
        if not options.keep:
            shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
