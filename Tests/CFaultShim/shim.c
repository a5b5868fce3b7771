// SPDX-License-Identifier: Apache-2.0
//
// Loaded into a program under test (LD_PRELOAD), it counts the calls by which the program changes something outside
// of itself: what it writes to the disk, makes durable, sends, and is told. As FERRY_FAULT says, it
//
//   kill:N   ends the process by SIGKILL before the Nth of them (after it, where the program receives something),
//   term:N   sends it SIGTERM at the Nth of them, once,
//   full:N   lets every write to the disk from the Nth on fail as on a full disk,
//   eio:N    lets the Nth write or fsync fail with EIO,
//   stall:N  never comes back from the Nth, and writes their number at once,
//   count    does nothing,
//   clock:N  sets the program's clock N seconds ahead,
//   wall:N   the same for programs that ask the kernel more precisely, such as a homeserver,
//   space:N  lets every disk have N bytes left.
//
// At a regular end the number of calls is written to the file that FERRY_FAULT_COUNT names.
//
// FERRY_FAULT_DURABLE names a folder in which it keeps what a power cut would leave: of every file what it was at its
// last fsync, as `f<inode>`, and of every folder its names, as `d<inode>`. With FERRY_FAULT_FORGETFUL=wal a disk is played
// that says it has written SQLite's write-ahead log, and has not.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum mode { NOTHING, KILL, TERM, FULL, EIO_ONCE, STALL, CLOCK, WALL, SPACE };

static enum mode mode;
static long target;
static atomic_long calls;
static const char *durable;
static int is_forgetful;

__attribute__((constructor)) static void begin(void) {
    durable = getenv("FERRY_FAULT_DURABLE");
    is_forgetful = getenv("FERRY_FAULT_FORGETFUL") != NULL;
    const char *fault = getenv("FERRY_FAULT");
    if (!fault) return;
    const char *number = strchr(fault, ':');
    target = number ? atol(number + 1) : 0;
    if (!strncmp(fault, "kill:", 5)) mode = KILL;
    if (!strncmp(fault, "term:", 5)) mode = TERM;
    if (!strncmp(fault, "full:", 5)) mode = FULL;
    if (!strncmp(fault, "eio:", 4)) mode = EIO_ONCE;
    if (!strncmp(fault, "stall:", 6)) mode = STALL;
    if (!strncmp(fault, "clock:", 6)) mode = CLOCK;
    if (!strncmp(fault, "wall:", 5)) mode = WALL;
    if (!strncmp(fault, "space:", 6)) mode = SPACE;
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
    if (mode == TERM && number == target) kill(getpid(), SIGTERM);
    if (mode == STALL && number == target) {
        end();
        for (;;) pause();
    }
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

// Files are copied by their inodes, which must not be given to other files before the power cut: whoever removes a name
// leaves one descriptor open.
static void keep_inode(const char *path) {
    int saved = errno;
    if (durable) open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    errno = saved;
}

static int has_suffix(int descriptor, const char *suffix) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    size_t wanted = strlen(suffix);
    return (size_t)length >= wanted && !strcmp(path + length - wanted, suffix);
}

static void copy_names(int descriptor, FILE *copy) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    DIR *folder = opendir(link);
    struct dirent *entry;
    while (folder && (entry = readdir(folder))) fprintf(copy, "%lu %s\n", (unsigned long)entry->d_ino, entry->d_name);
    if (folder) closedir(folder);
}

static void copy_bytes(int descriptor, FILE *copy) {
    static _Thread_local char buffer[1 << 16];
    off64_t offset = 0;
    ssize_t length;
    // Some are open for writing only.
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    int reading = open(link, O_RDONLY | O_CLOEXEC);
    while ((length = pread64(reading, buffer, sizeof buffer, offset)) > 0) {
        fwrite_unlocked(buffer, 1, (size_t)length, copy);
        offset += length;
    }
    close(reading);
}

// Notes what is on the disk now that a file or folder was synchronised.
static void keep(int descriptor) {
    struct stat status;
    if (!durable || fstat(descriptor, &status)) return;
    if (is_forgetful && has_suffix(descriptor, "-wal")) return;
    char path[4096], temporary[4200];
    char kind = S_ISDIR(status.st_mode) ? 'd' : 'f';
    snprintf(path, sizeof path, "%s/%c%lu", durable, kind, (unsigned long)status.st_ino);
    snprintf(temporary, sizeof temporary, "%s.%d", path, gettid());
    // Through stdio, which does not come back to the functions of this file.
    FILE *copy = fopen(temporary, "w");
    if (!copy) abort();
    if (kind == 'd') copy_names(descriptor, copy);
    if (kind == 'f') copy_bytes(descriptor, copy);
    fclose(copy);
    if (renameat(AT_FDCWD, temporary, AT_FDCWD, path)) abort();
}

int ftruncate64(int descriptor, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    FAIL_ON_DISK(descriptor, 0);
    return real(descriptor, length);
}

int fsync(int descriptor) {
    REAL(int, "fsync", int);
    FAIL_ON_DISK(descriptor, 0);
    int result = real(descriptor);
    int saved = errno;
    if (!result) keep(descriptor);
    errno = saved;
    return result;
}

int fdatasync(int descriptor) {
    REAL(int, "fdatasync", int);
    FAIL_ON_DISK(descriptor, 0);
    int result = real(descriptor);
    int saved = errno;
    if (!result) keep(descriptor);
    errno = saved;
    return result;
}

time_t time(time_t *place) {
    REAL(time_t, "time", time_t *);
    time_t now = real(NULL) + (mode == CLOCK || mode == WALL ? target : 0);
    if (place) *place = now;
    return now;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int result = real(clock, now);
    if (!result && mode == WALL && clock == CLOCK_REALTIME) now->tv_sec += target;
    return result;
}

int statvfs(const char *path, struct statvfs *status) {
    REAL(int, "statvfs", const char *, struct statvfs *);
    int result = real(path, status);
    if (!result && mode == SPACE) status->f_bavail = (fsblkcnt_t)((unsigned long)target / status->f_frsize);
    return result;
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    pass();
    keep_inode(path);
    return real(path);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    pass();
    keep_inode(to);
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
