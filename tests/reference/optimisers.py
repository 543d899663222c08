#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes ten steps of each optimiser on a small network, from PyTorch in float64, for tests/nn.

In: nothing. Out: optimisers.hpp, for each run the loss before every step and the parameters after the last one: weights
(3, 4) and biases (4) of a layer with tanh, weights (4, 2) and biases (2) of a linear one. Entry i of tensor number k is
((7 * i + 5 * k + 3) % 16 - 8) / 16, for the samples (5, 3), the targets (5, 2) and the parameters, in this order. Last
digits may differ between processors.

usage: optimisers.py    with Debian 12: /usr/bin/python3 optimisers.py
"""
import pathlib

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.double)

STEPS = 10
SHAPES = [(3, 4), (4,), (4, 2), (2,)]
RUNS = {
    "sgd": (torch.optim.SGD, {"lr": 0.25}),
    "sgd_decay": (torch.optim.SGD, {"lr": 0.25, "weight_decay": 0.125}),
    "sgd_momentum": (torch.optim.SGD, {"lr": 0.125, "momentum": 0.75}),
    "sgd_dampening": (torch.optim.SGD, {"lr": 0.125, "momentum": 0.75, "dampening": 0.5, "weight_decay": 0.125}),
    "sgd_nesterov": (torch.optim.SGD, {"lr": 0.125, "momentum": 0.75, "weight_decay": 0.125, "nesterov": True}),
    "rmsprop_defaults": (torch.optim.RMSprop, {}),
    "rmsprop": (torch.optim.RMSprop, {"lr": 0.03, "alpha": 0.9, "eps": 1e-3}),
    "rmsprop_momentum": (torch.optim.RMSprop, {"lr": 0.01, "momentum": 0.75, "weight_decay": 0.125}),
    "adam_defaults": (torch.optim.Adam, {}),
    "adam": (torch.optim.Adam, {"lr": 0.03, "betas": (0.75, 0.875), "eps": 1e-3}),
    "adam_decay": (torch.optim.Adam, {"lr": 0.03, "weight_decay": 0.125}),
    "adamw_defaults": (torch.optim.AdamW, {}),
    "adamw": (torch.optim.AdamW, {"lr": 0.03, "betas": (0.75, 0.875), "eps": 1e-3, "weight_decay": 0.5}),
}


def numbers(number, shape):
    count = torch.Size(shape).numel()
    return torch.tensor([((7 * i + 5 * number + 3) % 16 - 8) / 16 for i in range(count)]).reshape(shape)


def run(optimiser, options):
    x, y = numbers(0, (5, 3)), numbers(1, (5, 2))
    parameters = [numbers(2 + k, shape).requires_grad_() for k, shape in enumerate(SHAPES)]
    rule = optimiser(parameters, **options)
    losses = []
    for _ in range(STEPS):
        w1, b1, w2, b2 = parameters
        rule.zero_grad()
        loss = ((torch.tanh(x @ w1 + b1) @ w2 + b2 - y) ** 2).mean()
        loss.backward()
        rule.step()
        losses.append(loss.item())
    return losses, [v for p in parameters for v in p.detach().flatten().tolist()]


def written(values):
    return "{" + ", ".join(map(repr, values)) + "}"


def main():
    lines = ["// SPDX-License-Identifier: BSL-1.0",
             f"// Written by optimisers.py with torch {torch.__version__}: ten steps of each optimiser on one network.",
             "#pragma once", "", "namespace reference {", "",
             "struct optimiser_run {",
             f"    double losses[{STEPS}];",
             f"    double parameters[{sum(torch.Size(s).numel() for s in SHAPES)}];",
             "};", "", "// clang-format off"]
    for name, (optimiser, options) in RUNS.items():
        losses, parameters = run(optimiser, options)
        shown = ", ".join(f"{k}={v}" for k, v in options.items())
        lines += [f"inline constexpr optimiser_run {name} = {{  // {optimiser.__name__}({shown})",
                  f"    {written(losses)},", f"    {written(parameters)}}};"]
    lines += ["// clang-format on", "", "}  // namespace reference", ""]
    pathlib.Path(__file__).with_name("optimisers.hpp").write_text("\n".join(lines))


main()
