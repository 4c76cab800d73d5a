"""PyTorch that gives the same float64 numbers on every x86-64 processor with AVX2. Import it before torch.

Left alone, ATen and MKL choose their loops by the processor, and what these round differently grows over 200 steps of training: two scripts wrote other numbers
on a Zen 5 than the kept ones of a Zen 4, and on a Zen 4 other loops move single values by up to 10^-5 of themselves. Neither PyTorch's version (2.13 and 2.14 wrote the
same digits on one processor) nor the number of threads made a difference.
"""

import os

os.environ["ATEN_CPU_CAPABILITY"] = "avx2"
os.environ["MKL_CBWR"] = "COMPATIBLE"

import torch  # noqa: E402

torch.set_num_threads(1)
