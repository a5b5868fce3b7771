// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <libxml/xmlversion.h>
// Debian's headers pull in those of ICU, whose types clash with Foundation's own copy.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>

// Swift imports no functions with variable arguments, so it cannot name one to be silent.
static inline void clibxml2_ignore(void *context, const char *format, ...) {
    (void)context;
    (void)format;
}

/// Keeps the library from writing to standard error, in all its modules.
static inline void clibxml2_silence(void) { xmlSetGenericErrorFunc(NULL, clibxml2_ignore); }
