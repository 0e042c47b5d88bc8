"""Every processor with AVX2 sums alike under bin/train.mjs, so that the committed models come out of any of them."""

import platform

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
from threadpoolctl import threadpool_info

pytestmark = pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="of x86-64 only")


def test_matrices_are_multiplied_by_the_kernels_that_all_have():
    kernels = {pool["architecture"] for pool in threadpool_info() if pool["internal_api"] == "openblas"}
    assert kernels == {"Haswell"}
    assert {pool["num_threads"] for pool in threadpool_info()} == {1}


def test_numbers_are_taken_no_wider_than_all_can():
    assert [name for name in __cpu_dispatch__ if name.startswith("AVX512") and __cpu_features__[name]] == []
