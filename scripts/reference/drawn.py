"""Numbers that the tests which read a fixture draw in the same way, so that the file holds results only."""

import torch


def generator(state):
    """A linear congruential generator: multiples of 2^-23 from -1 to 1."""
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield (state >> 8) / 2**23 - 1


def draw(numbers, *shape):
    count = torch.Size(shape).numel()
    return torch.tensor([next(numbers) for _ in range(count)], dtype=torch.float64).reshape(shape)
