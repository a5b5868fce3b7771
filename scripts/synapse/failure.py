# SPDX-License-Identifier: Apache-2.0
"""The one error that ends a command with a message instead of a traceback."""


class Failure(Exception):
    """What went wrong and what to do, in one line."""
