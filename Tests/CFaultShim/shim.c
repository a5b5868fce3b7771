// SPDX-License-Identifier: Apache-2.0
//
// Loaded into a program under test (LD_PRELOAD), it counts the calls by which the program changes something outside
// of itself: what it writes to the disk, makes durable, sends, and is told. As FERRY_FAULT says, it
//
//   kill:N   ends the process by SIGKILL before the Nth of them (after it, where the program receives something),
//   full:N   lets every write to the disk from the Nth on fail as on a full disk,
//   eio:N    lets the Nth write or fsync fail with EIO,
//   count    does nothing,
//   clock:N  sets the program's clock N seconds ahead.
//
// At a regular end the number of calls is written to the file that FERRY_FAULT_COUNT names.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum mode { NOTHING, KILL, FULL, EIO_ONCE, CLOCK };

static enum mode mode;
static long target;
static atomic_long calls;

__attribute__((constructor)) static void begin(void) {
    const char *fault = getenv("FERRY_FAULT");
    if (!fault) return;
    const char *number = strchr(fault, ':');
    target = number ? atol(number + 1) : 0;
    if (!strncmp(fault, "kill:", 5)) mode = KILL;
    if (!strncmp(fault, "full:", 5)) mode = FULL;
    if (!strncmp(fault, "eio:", 4)) mode = EIO_ONCE;
    if (!strncmp(fault, "clock:", 6)) mode = CLOCK;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FERRY_FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld\n", atomic_load(&calls));
    fclose(file);
}

static void pass(void) {
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (mode == KILL && number >= target) kill(getpid(), SIGKILL);
}

// 0, or the error that a call to the disk shall fail with.
static int disk_fault(int is_write) {
    if (mode != FULL && mode != EIO_ONCE) {
        pass();
        return 0;
    }
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (mode == FULL && is_write && number >= target) return ENOSPC;
    if (mode == EIO_ONCE && number == target) return EIO;
    return 0;
}

// Standard output and error, pipes and sockets are not the disk; the kernel has no cheaper answer than this.
static int is_disk(int descriptor) {
    return descriptor > 2 && lseek(descriptor, 0, SEEK_CUR) != -1;
}

#define REAL(result, name, ...)                                    \
    static result (*real)(__VA_ARGS__);                            \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define FAIL_ON_DISK(descriptor, is_write)                                    \
    do {                                                                      \
        int saved = errno;                                                    \
        int fault = is_disk(descriptor) ? disk_fault(is_write) : 0;           \
        errno = saved;                                                        \
        if (fault) {                                                          \
            errno = fault;                                                    \
            return -1;                                                        \
        }                                                                     \
    } while (0)

ssize_t write(int descriptor, const void *bytes, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    FAIL_ON_DISK(descriptor, 1);
    return real(descriptor, bytes, count);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    FAIL_ON_DISK(descriptor, 1);
    return real(descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    FAIL_ON_DISK(descriptor, 1);
    return real(descriptor, bytes, count, offset);
}

ssize_t writev(int descriptor, const struct iovec *pieces, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    FAIL_ON_DISK(descriptor, 1);
    return real(descriptor, pieces, count);
}

int ftruncate64(int descriptor, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    FAIL_ON_DISK(descriptor, 0);
    return real(descriptor, length);
}

int fsync(int descriptor) {
    REAL(int, "fsync", int);
    FAIL_ON_DISK(descriptor, 0);
    return real(descriptor);
}

int fdatasync(int descriptor) {
    REAL(int, "fdatasync", int);
    FAIL_ON_DISK(descriptor, 0);
    return real(descriptor);
}

time_t time(time_t *place) {
    REAL(time_t, "time", time_t *);
    time_t now = real(NULL) + (mode == CLOCK ? target : 0);
    if (place) *place = now;
    return now;
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    pass();
    return real(path);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    pass();
    return real(from, to);
}

ssize_t send(int descriptor, const void *bytes, size_t count, int flags) {
    REAL(ssize_t, "send", int, const void *, size_t, int);
    pass();
    return real(descriptor, bytes, count, flags);
}

ssize_t recv(int descriptor, void *bytes, size_t count, int flags) {
    REAL(ssize_t, "recv", int, void *, size_t, int);
    ssize_t length = real(descriptor, bytes, count, flags);
    int saved = errno;
    // Looking whether something is there is no call that matters.
    if (length > 0 && !(flags & MSG_PEEK)) pass();
    errno = saved;
    return length;
}
