#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes values and derivatives of the tensor functions, from PyTorch in float64, for tests/expression.

In: nothing. Out: for each case a block of lines that begins with "# name".
  x kind extents...  an argument; its entries are not written, KINDS states them: they are exact in float and double
  y extents...       the extents of the result f(x)
  v numbers...       f(x)
  g numbers...       one line an argument: the gradient of sum(w * f(x)), w as an argument of kind general, number 7
  h numbers...       one line an argument: the derivative of g when each argument moves by d, the same kind, 10 more
A g or h whose entries are all 0 is written "g 0" or "h 0"; an argument of indices has none. h is left out where the
second derivative is not defined. Where f is smooth, g and h are compared with differences of f and g before they are
written. Last digits may differ between processors.

usage: tensors.py    writes tensors.txt; with Debian 12: /usr/bin/python3 tensors.py
"""
import math
import os

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.double)

WEIGHTS, DIRECTIONS = 7, 10  # numbers of the argument w and of the first direction


def mixed(i, number):
    """A permutation of 0..112 in i: entries of one argument differ, and those of two at the same place."""
    return (i + 31 * number + 5) ** 3 % 113


def small_square(n, number):
    return [[(2 * mixed(i * n + j, number) - 111) / 128 for j in range(n)] for i in range(n)]


def dominant(n, number):
    return [[v + 2 * (i == j) for j, v in enumerate(row)] for i, row in enumerate(small_square(n, number))]


def mirrored(n, number):
    a = dominant(n, number)
    return a[:-1] + [[-v for v in a[-1]]]


def positive_definite(n, number):
    b = small_square(n, number)
    return [[sum(p * q for p, q in zip(b[i], b[j])) + (i == j) for j in range(n)] for i in range(n)]


# The entry i of an argument.
KINDS = {
    "general": lambda q: (2 * q - 111) / 64,  # from -1.8 to 1.8, never 0
    "positive": lambda q: (q + 32) / 64,  # from 0.5 to 2.3
    "small": lambda q: (2 * q - 111) / 128,  # from -0.9 to 0.9, never 0
    "above_one": lambda q: (q + 80) / 64,
    "large": lambda q: 16 * (2 * q - 111),
    "tied": lambda q: (q % 3 - 1) / 2,
    "zero": lambda q: 0.0,
}
MATRIX_KINDS = {"dominant": dominant, "mirrored": mirrored, "positive_definite": positive_definite}


class Argument:
    def __init__(self, kind, *shape):
        self.kind, self.shape = kind, shape

    def is_index(self):
        return self.kind.startswith("index_below_")

    def entries(self, number):
        if self.is_index():
            below = int(self.kind.rsplit("_", 1)[1])
            flat = [mixed(i, number) % below for i in range(math.prod(self.shape))]
            return torch.tensor(flat, dtype=torch.long).reshape(self.shape)
        if self.kind in MATRIX_KINDS:
            return torch.tensor(MATRIX_KINDS[self.kind](self.shape[0], number))
        flat = [KINDS[self.kind](mixed(i, number)) for i in range(math.prod(self.shape))]
        return torch.tensor(flat, dtype=torch.double).reshape(self.shape)


def general(*shape):
    return Argument("general", *shape)


def positive(*shape):
    return Argument("positive", *shape)


def index(below, *shape):
    return Argument(f"index_below_{below}", *shape)


CASES = {}


def case(name, f, *arguments, second=True, smooth=True):
    """second: whether h is written; smooth: whether differences approximate the derivatives."""
    assert name not in CASES, name
    CASES[name] = (f, arguments, second, smooth)


def elementwise():
    one = {
        "neg": (torch.neg, "general"), "abs": (torch.abs, "general"), "sqrt": (torch.sqrt, "positive"),
        "cbrt": (lambda x: torch.sign(x) * torch.abs(x) ** (1 / 3), "general"), "exp": (torch.exp, "general"),
        "exp2": (torch.exp2, "general"), "expm1": (torch.expm1, "general"), "log": (torch.log, "positive"),
        "log2": (torch.log2, "positive"), "log10": (torch.log10, "positive"), "log1p": (torch.log1p, "small"),
        "sin": (torch.sin, "general"), "cos": (torch.cos, "general"), "tan": (torch.tan, "small"),
        "asin": (torch.asin, "small"), "acos": (torch.acos, "small"), "atan": (torch.atan, "general"),
        "sinh": (torch.sinh, "general"), "cosh": (torch.cosh, "general"), "tanh": (torch.tanh, "general"),
        "asinh": (torch.asinh, "general"), "acosh": (torch.acosh, "above_one"), "atanh": (torch.atanh, "small"),
        "erf": (torch.erf, "general"), "erfc": (torch.erfc, "general"), "sigmoid": (torch.sigmoid, "general"),
        "softplus": (F.softplus, "general"), "sign": (torch.sign, "general"), "floor": (torch.floor, "general"),
        "ceil": (torch.ceil, "general"), "round": (torch.round, "general"), "relu": (torch.relu, "general"),
        "square": (torch.square, "general"),
    }
    for name, (f, kind) in one.items():
        case(f"{name}.5", f, Argument(kind, 5))
        case(f"{name}.2_3", f, Argument(kind, 2, 3))
        case(f"{name}.2_1_3", f, Argument(kind, 2, 1, 3))
    case("abs.at_zero", torch.abs, Argument("tied", 2, 3), second=False, smooth=False)
    case("relu.at_zero", torch.relu, Argument("tied", 2, 3), second=False, smooth=False)
    case("tanh.2_1_2_2", torch.tanh, general(2, 1, 2, 2))
    case("exp.1", torch.exp, general(1))
    for shape in [(5,), (2, 3), (2, 1, 3)]:
        to = "_".join(str(n) for n in shape)
        case(f"stop_gradient.{to}", lambda x: x * x.detach(), general(*shape), smooth=False)
        case(f"clamp.{to}", lambda x: torch.clamp(x, -0.75, 0.5), general(*shape))


def broadcasting():
    two = {
        "add": (torch.add, general, general), "sub": (torch.sub, general, general),
        "mul": (torch.mul, general, general), "div": (torch.div, general, positive),
        "pow": (torch.pow, positive, general), "atan2": (torch.atan2, general, general),
        "hypot": (torch.hypot, general, general), "min": (torch.minimum, general, general),
        "max": (torch.maximum, general, general), "fmin": (torch.fmin, general, general),
        "fmax": (torch.fmax, general, general), "xlogy": (torch.xlogy, general, positive),
    }
    for name, (f, a, b) in two.items():
        case(f"{name}.same", f, a(2, 3), b(2, 3))
        case(f"{name}.row", f, a(3), b(2, 3))
        case(f"{name}.both_stretched", f, a(2, 1), b(1, 3))
        case(f"{name}.scalar_left", f, a(), b(2, 3))
        case(f"{name}.scalar_right", f, a(4), b())
        case(f"{name}.scalars", f, a(), b())
    for name in ("add", "mul", "div", "max"):
        f, a, b = two[name]
        case(f"{name}.one_with_vector", f, a(1), b(3))
        case(f"{name}.ones_with_matrix", f, a(1, 1), b(2, 3))
        case(f"{name}.stretched_and_longer", f, a(2, 1, 3), b(4, 1))
        case(f"{name}.rank_four", f, a(2, 3, 1, 2), b(1, 3, 2, 1))
        case(f"{name}.vector_with_rank_four", f, a(2), b(2, 1, 3, 2))
    tied = lambda *shape: Argument("tied", *shape)
    for name, f in (("min", torch.minimum), ("max", torch.maximum)):
        case(f"{name}.ties", f, tied(3, 4), tied(3, 4), second=False, smooth=False)
        case(f"{name}.ties_stretched", f, tied(3, 1), tied(1, 4), second=False, smooth=False)
    case("add.number", lambda x: x + 2.5, general(2, 3))
    case("sub.from_number", lambda x: 2.5 - x, general(2, 3))
    case("mul.number", lambda x: 3 * x, general(2, 3))
    case("div.number", lambda x: x / 4, general(2, 3))
    case("div.of_number", lambda x: 4 / x, positive(2, 3))
    case("pow.square", lambda x: x**2, general(2, 3))
    case("pow.cube", lambda x: x**3, general(2, 3))
    case("pow.number", lambda x: x**2.5, positive(2, 3))
    case("pow.of_number", lambda x: 2**x, general(2, 3))
    case("max.number", lambda x: torch.clamp(x, min=0.25), general(2, 3))
    case("same_tensor_twice", lambda x: x * x + x / x - x, general(2, 3))
    case("select.less", lambda a, b: torch.where(a < b, a * b, a - b), general(2, 3), general(2, 3))
    case("select.greater_row", lambda a, b: torch.where(a > b, a * b, a - b), general(2, 3), general(3))
    case("select.less_equal_stretched", lambda a, b: torch.where(a <= b, a * a, b), general(2, 1), general(1, 3))
    case("select.greater_equal_number", lambda a: torch.where(a >= 0.25, a * a, -a), general(2, 3))
    case("select.equal_ties", lambda a, b: torch.where(a == b, a * b, a + 2 * b), tied(3, 4), tied(3, 4), smooth=False)
    case("select.not_equal_ties", lambda a, b: torch.where(a != b, a * b, a + 2 * b), tied(3, 4), tied(4), smooth=False)
    case("select.and", lambda a, b: torch.where((a < b) & (b > 0), a * b, a), general(2, 3), general(2, 3))
    case("select.or_not", lambda a, b: torch.where((a < b) | ~(b > 0), a * b, a), general(2, 3), general(2, 3))
    case("select.numbers", lambda a: torch.where(a > 0, a, torch.tensor(0.5)), general(2, 3))
    case("select.stretched_condition", lambda c, a, b: torch.where(c > 0, a * a, b), general(3), general(2, 3),
         general(2, 1))
    case("select.scalar_condition", lambda c, a, b: torch.where(c > 0, a * a, b), general(), general(2, 3), general(3))


def product(x, axes, keep):
    """By multiplication: the second derivative of torch.prod(x) is lost where several entries are 0."""
    for axis in sorted((a % x.dim() for a in axes), reverse=True):
        slices = x.unbind(axis)
        x = slices[0]
        for s in slices[1:]:
            x = x * s
        x = x.unsqueeze(axis) if keep else x
    return x


def reductions():
    reduce = {
        "sum": lambda x, axes, keep: torch.sum(x, axes, keepdim=keep),
        "mean": lambda x, axes, keep: torch.mean(x, axes, keepdim=keep),
        "var": lambda x, axes, keep: torch.var(x, axes, unbiased=False, keepdim=keep),
        "max": lambda x, axes, keep: torch.amax(x, axes, keepdim=keep),
        "min": lambda x, axes, keep: torch.amin(x, axes, keepdim=keep),
        "prod": product,
        "norm": lambda x, axes, keep: torch.linalg.vector_norm(x, 2, axes, keepdim=keep),
        "logsumexp": lambda x, axes, keep: torch.logsumexp(x, axes, keepdim=keep),
    }
    for name, f in reduce.items():
        def over(axes, keep=False, f=f):
            return lambda x: f(x, tuple(range(x.dim())) if axes is None else axes, keep)

        case(f"{name}.all_5", over(None), general(5))
        case(f"{name}.all_1", over(None), general(1))
        case(f"{name}.all_2_3", over(None), general(2, 3))
        case(f"{name}.axis_0", over((0,)), general(2, 3))
        case(f"{name}.axis_last", over((-1,)), general(2, 3, 2))
        case(f"{name}.axes_0_2", over((0, 2)), general(2, 3, 2))
        case(f"{name}.axis_of_one", over((1,)), general(2, 1, 3))
        case(f"{name}.keep_1", over((1,), True), general(2, 3, 2))
        case(f"{name}.keep_0_3", over((0, 3), True), general(2, 3, 1, 2))
    for name in ("max", "min"):
        f = reduce[name]
        case(f"{name}.all_ties", lambda x, f=f: f(x, (0, 1), False), Argument("tied", 3, 4), second=False, smooth=False)
        case(f"{name}.axis_1_ties", lambda x, f=f: f(x, (1,), False), Argument("tied", 3, 5), second=False,
             smooth=False)
    case("prod.all_zeros", lambda x: product(x, (0,), False), Argument("tied", 5))
    case("prod.axis_1_zeros", lambda x: product(x, (1,), False), Argument("tied", 4, 3))
    case("norm.of_zeros", lambda x: torch.linalg.vector_norm(x), Argument("zero", 3), second=False, smooth=False)
    case("logsumexp.large", lambda x: torch.logsumexp(x, (1,)), Argument("large", 2, 3), smooth=False)
    for name, f in (("argmax", torch.argmax), ("argmin", torch.argmin)):
        for axis, shape in ((0, (5,)), (0, (2, 3)), (1, (2, 3)), (-1, (2, 3, 2)), (1, (2, 1, 3))):
            to = "_".join(str(n) for n in shape)
            case(f"{name}.{to}_axis_{str(axis).replace('-', 'minus_')}",
                 lambda x, f=f, axis=axis: f(x, axis).double(), general(*shape))


def products():
    for n in (1, 3, 5):
        case(f"dot.{n}", torch.dot, general(n), general(n))
    for m, n in ((2, 3), (1, 4), (3, 1)):
        case(f"outer.{m}_{n}", torch.outer, general(m), general(n))
    for name, a, b in (("matrix_matrix", (2, 3), (3, 4)), ("vector_matrix", (3,), (3, 4)),
                       ("matrix_vector", (2, 3), (3,)), ("to_one", (1, 3), (3, 1)), ("of_one", (2, 1), (1, 3)),
                       ("vector_column", (3,), (3, 1)), ("batch", (2, 2, 3), (2, 3, 2)),
                       ("batch_matrix", (2, 2, 3), (3, 2)), ("matrix_batch", (2, 3), (2, 3, 2)),
                       ("stretched_batch", (1, 2, 3), (3, 3, 2)), ("two_batch_axes", (2, 2, 1, 3), (2, 2, 3, 2)),
                       ("both_batches_stretched", (2, 1, 2, 3), (3, 3, 2)), ("batch_vector", (2, 2, 3), (3,))):
        case(f"matmul.{name}", torch.matmul, general(*a), general(*b))
    for name, rule, *shapes in (
            ("matrix_product", "ij,jk->ik", (2, 3), (3, 4)), ("matrix_product_of_one", "ij,jk->ik", (2, 1), (1, 3)),
            ("second_transposed", "ij,kj->ik", (2, 3), (4, 3)), ("batch", "bij,bjk->bik", (2, 2, 3), (2, 3, 2)),
            ("batch_of_one", "bij,bjk->bik", (1, 2, 3), (1, 3, 2)), ("outer", "i,j->ij", (2,), (3,)),
            ("transpose", "ij->ji", (2, 3)), ("diagonal", "ii->i", (3, 3)), ("trace", "ii->", (3, 3)),
            ("inner", "ij,ij->", (2, 3), (2, 3)), ("attention", "bhqd,bhkd->bhqk", (2, 2, 2, 3), (2, 2, 1, 3)),
            ("matrix_vector", "ij,j->i", (2, 3), (3,)), ("dot", "i,i->", (3,), (3,)), ("row_sums", "ij->i", (2, 3)),
            ("total", "ijk->", (2, 1, 3)), ("hadamard", "ij,ij->ij", (2, 3), (2, 3)),
            ("rows_scaled", "ij,i->ij", (2, 3), (2,)), ("rank_four", "abcd->dbca", (2, 1, 3, 2)),
            ("left_out_in_both", "ij,kl->ik", (2, 3), (2, 2)), ("bilinear", "bi,bj->bij", (2, 3), (2, 2)),
            ("diagonal_and_vector", "ii,i->i", (3, 3), (3,)), ("batch_diagonal", "bii->bi", (2, 2, 2))):
        case(f"einsum.{name}", lambda *x, rule=rule: torch.einsum(rule, *x), *(general(*s) for s in shapes))


def shapes():
    for shape in ((2, 3), (1, 4), (2, 3, 2), (2, 1, 2, 3)):
        case("transpose." + "_".join(map(str, shape)), lambda x: x.transpose(-1, -2), general(*shape))
    for axes, shape in (((1, 0), (2, 3)), ((2, 0, 1), (2, 3, 4)), ((1, 2, 0), (1, 2, 3)), ((-1, 0, 1), (2, 3, 2)),
                        ((3, 1, 0, 2), (2, 1, 3, 2))):
        name = "_".join(str(a).replace("-", "minus_") for a in axes)
        case(f"permute.{name}", lambda x, axes=axes: x.permute(axes), general(*shape))
    for old, new in (((2, 6), (3, 4)), ((12,), (2, 6)), ((6,), (1, 6, 1)), ((2, 3, 2), (3, 4)),
                     ((2, 3, 2), (2, 1, 2, 3)), ((1, 1), (1,))):
        case("reshape." + "_".join(map(str, old)) + "_to_" + "_".join(map(str, new)),
             lambda x, new=new: x.reshape(new), general(*old))
    for shape in ((2, 3), (2, 1, 3), (1, 2, 2, 2), (4,)):
        case("flatten." + "_".join(map(str, shape)), torch.flatten, general(*shape))
    case("slice.1_4", lambda x: x[1:4], general(5))
    case("slice.0_6_step_2", lambda x: x[0:6:2], general(6))
    case("slice.1_6_step_3", lambda x: x[1:6:3], general(6))
    case("slice.two_axes", lambda x: x[1:3, 0:5:2], general(4, 5))
    case("slice.whole_then_range", lambda x: x[:, 2:4], general(4, 5))
    case("slice.leading_axis", lambda x: x[1:2], general(3, 4))
    case("slice.middle_step", lambda x: x[:, 1:5:3], general(2, 5, 3))
    case("slice.axis_of_one", lambda x: x[0:1, 1:3], general(1, 3))
    case("slice.rank_four", lambda x: x[0:1, :, 1:4:2, 1:2], general(2, 1, 4, 2))
    for axis, *operands in ((0, (2,), (3,)), (0, (2, 3), (1, 3)), (1, (2, 1), (2, 2)),
                            (-1, (2, 1, 2), (2, 1, 1), (2, 1, 3)), (1, (2, 1, 2), (2, 2, 2)),
                            (2, (1, 2, 1, 2), (1, 2, 2, 2))):
        name = f"axis_{axis}_rank_{len(operands[0])}".replace("-", "minus_")
        case(f"concat.{name}", lambda *x, axis=axis: torch.cat(x, axis), *(general(*s) for s in operands))
    case("concat.itself", lambda x: torch.cat((x, x), 0), general(2, 3))
    for axis, count, shape in ((0, 2, (3,)), (1, 2, (3,)), (-1, 2, (2, 3)), (1, 3, (2, 1)), (0, 3, ()),
                               (2, 2, (2, 1, 3))):
        name = f"axis_{axis}_rank_{len(shape)}".replace("-", "minus_")
        case(f"stack.{name}", lambda *x, axis=axis: torch.stack(x, axis), *[general(*shape)] * count)
    case("pad.vector", lambda x: F.pad(x, (1, 2)), general(3))
    case("pad.matrix", lambda x: F.pad(x, (0, 2, 1, 0)), general(2, 3))
    case("pad.last_axis", lambda x: F.pad(x, (1, 1, 0, 0)), general(2, 3))
    case("pad.leading_axis", lambda x: F.pad(x, (0, 0, 1, 1)), general(2, 3))
    case("pad.of_one", lambda x: F.pad(x, (2, 0, 1, 1)), general(1, 1))
    case("pad.rank_three", lambda x: F.pad(x, (1, 0, 0, 1, 1, 0)), general(2, 1, 2))
    case("flip.vector", lambda x: x.flip(0), general(4))
    case("flip.axes_0_1", lambda x: x.flip(0, 1), general(2, 3))
    case("flip.axis_1", lambda x: x.flip(1), general(2, 3, 2))
    case("flip.axis_minus_1", lambda x: x.flip(-1), general(2, 3))
    case("flip.axis_of_one", lambda x: x.flip(0), general(1, 3))
    for axis, shape in ((0, (5,)), (0, (2, 3)), (1, (2, 3)), (1, (2, 1, 3)), (-2, (2, 3, 2))):
        name = "_".join(map(str, shape)) + f"_axis_{axis}".replace("-", "minus_")
        case(f"cumsum.{name}", lambda x, axis=axis: torch.cumsum(x, axis), general(*shape))
    for name, f in (("softmax", torch.softmax), ("log_softmax", torch.log_softmax)):
        for axis, shape in ((0, (4,)), (-1, (2, 3)), (0, (2, 3)), (1, (2, 3, 2)), (1, (2, 1, 3)), (-1, (2, 1, 2, 2))):
            to = "_".join(map(str, shape)) + f"_axis_{axis}".replace("-", "minus_")
            case(f"{name}.{to}", lambda x, f=f, axis=axis: f(x, axis), general(*shape))
        case(f"{name}.large", lambda x, f=f: f(x, -1), Argument("large", 2, 3), smooth=False)


def take(x, where, axis):
    """numpy.take: the axes of the index in the place of the axis."""
    axis %= x.dim()
    return x.index_select(axis, where.flatten()).reshape(x.shape[:axis] + where.shape + x.shape[axis + 1:])


def add_at(x, where, updates, axis):
    axis %= x.dim()
    flat = updates.reshape(x.shape[:axis] + (where.numel(),) + x.shape[axis + 1:])
    return x.index_add(axis, where.flatten(), flat)


def indexing():
    for name, axis, shape, where in (("vector", 0, (4,), (3,)), ("rows", 0, (4, 2), (3,)), ("columns", 1, (2, 4), (5,)),
                                     ("of_one", 0, (1, 3), (2,)), ("one_place", 0, (4,), (1,)),
                                     ("middle_axis", 1, (2, 3, 2), (4,)), ("index_matrix", 0, (4,), (2, 3)),
                                     ("index_matrix_last_axis", -1, (2, 4), (2, 2))):
        case(f"gather.{name}", lambda x, i, axis=axis: take(x, i, axis), general(*shape), index(shape[axis], *where))
    for name, axis, shape, where, updates in (
            ("vector", 0, (4,), (6,), (6,)), ("rows", 0, (4, 2), (3,), (3, 2)), ("columns", 1, (2, 4), (3,), (2, 3)),
            ("of_one", 0, (1, 2), (2,), (2, 2)), ("middle_axis", 1, (2, 3, 2), (4,), (2, 4, 2)),
            ("index_matrix", 0, (4,), (2, 2), (2, 2)), ("index_matrix_rows", 0, (4, 2), (2, 2), (2, 2, 2))):
        case(f"scatter_add.{name}", lambda x, i, u, axis=axis: add_at(x, i, u, axis), general(*shape),
             index(shape[axis], *where), general(*updates))
    for name, classes, shape in (("vector", 4, (3,)), ("matrix", 3, (2, 2)), ("one_label", 10, (1,))):
        case(f"one_hot.{name}", lambda i, x, classes=classes: F.one_hot(i, classes) * x, index(classes, *shape),
             general(*shape, classes))


def convolutions():
    for name, x, w, options in (
            ("one_channel", (1, 1, 5), (1, 1, 3), {}), ("channels", (2, 2, 5), (3, 2, 3), {}),
            ("no_batch", (2, 5), (2, 2, 2), {}), ("kernel_1", (1, 2, 4), (2, 2, 1), {}),
            ("kernel_whole", (2, 2, 3), (2, 2, 3), {}),
            ("stride_2", (1, 2, 6), (2, 2, 3), {"stride": 2}), ("border_1", (1, 2, 4), (2, 2, 3), {"padding": 1}),
            ("dilation_2", (1, 2, 6), (2, 2, 3), {"dilation": 2}), ("groups_2", (1, 4, 4), (4, 2, 2), {"groups": 2}),
            ("depthwise", (1, 3, 4), (3, 1, 2), {"groups": 3}),
            ("stride_2_border_2", (2, 1, 5), (2, 1, 3), {"stride": 2, "padding": 2}),
            ("all_options", (1, 4, 5), (2, 2, 2), {"stride": 2, "padding": 1, "dilation": 2, "groups": 2})):
        case(f"conv1d.{name}", lambda a, b, o=options: F.conv1d(a, b, **o), general(*x), general(*w))
    for name, x, w, options in (
            ("one_channel", (1, 1, 4, 4), (1, 1, 3, 3), {}), ("channels", (2, 2, 3, 4), (3, 2, 2, 2), {}),
            ("no_batch", (2, 3, 3), (2, 2, 2, 2), {}), ("kernel_1", (1, 2, 2, 3), (2, 2, 1, 1), {}),
            ("kernel_1_3", (1, 1, 2, 4), (2, 1, 1, 3), {}),
            ("stride_2", (1, 1, 5, 5), (2, 1, 3, 3), {"stride": 2}),
            ("stride_2_1", (1, 1, 5, 4), (1, 1, 3, 2), {"stride": (2, 1)}),
            ("border_1", (1, 1, 3, 3), (2, 1, 3, 3), {"padding": 1}),
            ("border_1_0", (1, 1, 3, 3), (1, 1, 3, 2), {"padding": (1, 0)}),
            ("dilation_2", (1, 1, 5, 5), (1, 1, 2, 3), {"dilation": 2}),
            ("dilation_1_2", (1, 1, 3, 5), (1, 1, 2, 2), {"dilation": (1, 2)}),
            ("groups_2", (1, 4, 2, 3), (2, 2, 2, 2), {"groups": 2}),
            ("depthwise", (1, 3, 3, 2), (3, 1, 2, 2), {"groups": 3}),
            ("stride_2_border_1", (1, 1, 4, 4), (2, 1, 3, 3), {"stride": 2, "padding": 1}),
            ("all_options", (1, 2, 4, 4), (2, 1, 2, 2), {"stride": 2, "padding": 1, "dilation": 2, "groups": 2})):
        case(f"conv2d.{name}", lambda a, b, o=options: F.conv2d(a, b, **o), general(*x), general(*w))
    for name, x, w, options in (
            ("one_channel", (1, 1, 3), (1, 1, 3), {}), ("channels", (2, 2, 3), (2, 3, 2), {}),
            ("no_batch", (2, 3), (2, 2, 2), {}), ("kernel_1", (1, 2, 3), (2, 2, 1), {}),
            ("stride_2", (1, 2, 3), (2, 2, 3), {"stride": 2}), ("border_1", (1, 2, 4), (2, 1, 3), {"padding": 1}),
            ("dilation_2", (1, 1, 3), (1, 2, 2), {"dilation": 2}), ("groups_2", (1, 4, 3), (4, 1, 2), {"groups": 2}),
            ("all_options", (1, 4, 3), (4, 1, 3), {"stride": 2, "padding": 1, "dilation": 2, "groups": 2})):
        case(f"conv_transpose1d.{name}", lambda a, b, o=options: F.conv_transpose1d(a, b, **o), general(*x),
             general(*w))
    for name, x, w, options in (
            ("one_channel", (1, 1, 2, 3), (1, 1, 2, 2), {}), ("channels", (2, 2, 2, 2), (2, 3, 2, 2), {}),
            ("no_batch", (2, 2, 2), (2, 1, 2, 2), {}), ("kernel_1", (1, 2, 2, 2), (2, 1, 1, 1), {}),
            ("stride_2", (1, 1, 2, 2), (1, 2, 3, 3), {"stride": 2}),
            ("stride_2_1", (1, 1, 2, 3), (1, 1, 2, 2), {"stride": (2, 1)}),
            ("border_1", (1, 1, 3, 3), (1, 2, 3, 3), {"padding": 1}),
            ("dilation_2", (1, 1, 2, 3), (1, 1, 2, 2), {"dilation": 2}),
            ("groups_2", (1, 4, 2, 2), (4, 1, 2, 2), {"groups": 2}),
            ("all_options", (1, 2, 2, 3), (2, 1, 2, 2), {"stride": 2, "padding": 1, "dilation": 2, "groups": 2})):
        case(f"conv_transpose2d.{name}", lambda a, b, o=options: F.conv_transpose2d(a, b, **o), general(*x),
             general(*w))


def pooling():
    for name, f in (("max_pool1d", F.max_pool1d), ("avg_pool1d", F.avg_pool1d)):
        case(f"{name}.2", lambda x, f=f: f(x, 2), general(1, 2, 6))
        case(f"{name}.2_rest", lambda x, f=f: f(x, 2), general(2, 1, 5))
        case(f"{name}.no_batch", lambda x, f=f: f(x, 3), general(2, 6))
        case(f"{name}.3_stride_1", lambda x, f=f: f(x, 3, 1), general(1, 2, 5))
        case(f"{name}.2_stride_3", lambda x, f=f: f(x, 2, 3), general(1, 1, 8))
        case(f"{name}.3_stride_2_border_1", lambda x, f=f: f(x, 3, 2, 1), general(1, 2, 5))
        case(f"{name}.whole", lambda x, f=f: f(x, 4), general(2, 1, 4))
    for name, f in (("max_pool2d", F.max_pool2d), ("avg_pool2d", F.avg_pool2d)):
        case(f"{name}.2", lambda x, f=f: f(x, 2), general(1, 2, 4, 4))
        case(f"{name}.2_rest", lambda x, f=f: f(x, 2), general(2, 1, 3, 5))
        case(f"{name}.no_batch", lambda x, f=f: f(x, 2), general(2, 2, 4))
        case(f"{name}.3_stride_1", lambda x, f=f: f(x, 3, 1), general(1, 1, 4, 5))
        case(f"{name}.2_stride_2_1", lambda x, f=f: f(x, 2, (2, 1)), general(1, 1, 4, 3))
        case(f"{name}.3_stride_2_border_1", lambda x, f=f: f(x, 3, 2, 1), general(1, 1, 4, 5))


def decompositions():
    solve = lambda a, b, upper: (torch.linalg.solve_triangular(a, b, upper=upper) if b.dim() == 2 else
                                 torch.linalg.solve_triangular(a, b.unsqueeze(1), upper=upper).squeeze(1))
    for side, upper in (("lower", False), ("upper", True)):
        for n, columns in ((1, ()), (3, ()), (4, ()), (1, (2,)), (3, (1,)), (3, (2,))):
            name = f"{n}_vector" if not columns else f"{n}_{columns[0]}"
            case(f"triangular_solve.{side}_{name}", lambda a, b, upper=upper: solve(a, b, upper),
                 Argument("dominant", n, n), general(n, *columns))
    for n in (1, 2, 3, 4):
        case(f"cholesky.{n}_symmetrized", lambda a: torch.linalg.cholesky((a + a.transpose(0, 1)) / 2),
             Argument("positive_definite", n, n))
        case(f"cholesky.{n}", torch.linalg.cholesky, Argument("positive_definite", n, n), second=False, smooth=False)
        case(f"inverse.{n}", torch.linalg.inv, Argument("dominant", n, n))
        case(f"log_determinant.{n}", lambda a: torch.linalg.slogdet(a)[1], Argument("dominant", n, n))
    case("inverse.3_mirrored", torch.linalg.inv, Argument("mirrored", 3, 3))
    case("log_determinant.3_mirrored", lambda a: torch.linalg.slogdet(a)[1], Argument("mirrored", 3, 3))
    case("inverse.3_positive_definite", torch.linalg.inv, Argument("positive_definite", 3, 3))
    case("log_determinant.3_positive_definite", lambda a: torch.linalg.slogdet(a)[1],
         Argument("positive_definite", 3, 3))


def gradients(total, x, graph):
    """Of a sum by each argument; zeros where it does not depend on it."""
    if not total.requires_grad:
        return [torch.zeros(a.shape) for a in x]
    found = torch.autograd.grad(total, x, create_graph=graph, allow_unused=True)
    return [torch.zeros(a.shape) + (0 if g is None else g) for a, g in zip(x, found)]  # allocates constant zeros too


def evaluate(f, arguments, number_x, second):
    """Value, gradients and their derivatives, for the arguments of numbers."""
    x = [a.clone().requires_grad_(a.is_floating_point()) for a in number_x]
    free = [a for a in x if a.requires_grad]
    y = f(*x)
    w = general(*y.shape).entries(WEIGHTS)
    g = gradients((w * y).sum(), free, second)
    h = None
    if second:
        d = [a.entries(DIRECTIONS + k) for k, a in enumerate(directions(arguments)) if a is not None]
        h = gradients(sum((p * q).sum() for p, q in zip(g, d)), free, False)
    return y.detach(), [v.detach() for v in g], h


def directions(arguments):
    return [None if a.is_index() else general(*a.shape) for a in arguments]


def check(name, f, arguments, g, h):
    """The derivatives along d from central differences of f and of its gradient, with one step of extrapolation."""
    x = [a.entries(k) for k, a in enumerate(arguments)]
    d = [None if a is None else a.entries(DIRECTIONS + k) for k, a in enumerate(directions(arguments))]

    def at(t):
        moved = [a if b is None else a + t * b for a, b in zip(x, d)]
        y, slopes, _ = evaluate(f, arguments, moved, False)
        return torch.cat([(general(*y.shape).entries(WEIGHTS) * y).sum().reshape(1)] + [v.flatten() for v in slopes])

    coarse, fine = ((at(s) - at(-s)) / (2 * s) for s in (2e-4, 1e-4))
    found = (4 * fine - coarse) / 3
    along = sum((a * b).sum() for a, b in zip(g, [b for b in d if b is not None])).reshape(1)
    wanted = torch.cat([along] + [v.flatten() for v in h])
    error = (found - wanted).abs().max() / max(1.0, wanted.abs().max())
    assert error < 1e-8, (name, error)


def numbers(key, values):
    flat = [v + 0.0 for v in values.flatten().tolist()]
    assert all(math.isfinite(v) for v in flat), (key, flat)
    if key != "v" and not any(flat):
        return f"{key} 0\n"
    return key + "".join(f" {int(v) if v == int(v) and abs(v) < 1e15 else repr(v)}" for v in flat) + "\n"


def main():
    for group in (elementwise, broadcasting, reductions, products, shapes, indexing, convolutions, pooling,
                  decompositions):
        group()
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "tensors.txt"), "w") as out:
        out.write(f"Written by tensors.py with torch {torch.__version__}.\n")
        for name, (f, arguments, second, smooth) in CASES.items():
            y, g, h = evaluate(f, arguments, [a.entries(k) for k, a in enumerate(arguments)], second)
            if smooth:
                check(name, f, arguments, g, h)
            out.write(f"# {name}\n")
            for a in arguments:
                out.write(" ".join(["x", a.kind, *map(str, a.shape)]) + "\n")
            out.write(" ".join(["y", *map(str, y.shape)]) + "\n" + numbers("v", y))
            for key, found in (("g", g), ("h", h or [])):
                out.writelines(numbers(key, v) for v in found)


if __name__ == "__main__":
    main()
