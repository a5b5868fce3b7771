// SPDX-License-Identifier: Apache-2.0
// Loaded into a program by LD_PRELOAD; nobody calls it.
