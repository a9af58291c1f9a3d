"""Kingma & Ba, *Adam: A Method for Stochastic Optimization* (ICLR 2015), in place on one array."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_MEAN, _SQUARE = 0.9, 0.999


class Adam:
    """Its momenta for one array of parameters."""

    def __init__(self, like: NDArray[np.float32]) -> None:
        self._mean, self._square, self._step = np.zeros_like(like), np.zeros_like(like), 0

    def move(self, values: NDArray[np.float32], slope: NDArray[np.float32], rate: float) -> None:
        """One step down the slope."""
        self._step += 1
        self._mean += np.float32(1 - _MEAN) * (slope - self._mean)
        self._square += np.float32(1 - _SQUARE) * (slope * slope - self._square)
        pace = rate * np.sqrt(1 - _SQUARE**self._step) / (1 - _MEAN**self._step)
        values -= np.float32(pace) * self._mean / (np.sqrt(self._square) + np.float32(1e-8))
