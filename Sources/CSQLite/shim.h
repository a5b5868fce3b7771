// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <sqlite3.h>

// Variadic functions cannot be called from Swift.

/// Switches off everything in a foreign database that could do more than hold rows.
static inline int ferry_sqlite_harden(sqlite3 *database) {
    int result = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
    if (result == SQLITE_OK) result = sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
    if (result == SQLITE_OK) result = sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
    if (result == SQLITE_OK) result = sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, (int *)0);
    return result;
}

/// Binds a text, copied.
static inline int ferry_sqlite_bind_text(sqlite3_stmt *statement, int index, const char *text) {
    return sqlite3_bind_text(statement, index, text, -1, SQLITE_TRANSIENT);
}

/// Binds the UTF-8 of a text that stays where it is until the statement has run; an empty text for a null pointer.
static inline int ferry_sqlite_bind_borrowed(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_text(statement, index, bytes ? (const char *)bytes : "", count, SQLITE_STATIC);
}

/// Binds the UTF-8 of a text, copied; an empty text for a null pointer.
static inline int ferry_sqlite_bind_bytes(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_text(statement, index, bytes ? (const char *)bytes : "", count, SQLITE_TRANSIENT);
}

/// Spares the count of all memory in use, which costs a lock for each piece. Only before the first database is opened.
static inline int ferry_sqlite_prepare(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
