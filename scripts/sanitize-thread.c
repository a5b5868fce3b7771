// SPDX-License-Identifier: Apache-2.0

// Shows the thread sanitizer how Swift's Mutex passes from one thread to another. Loaded before the tests by
// scripts/sanitize; holds for Swift 6 on Linux.
//
// The quick ways of Mutex are compiled into its callers and so are instrumented. Where threads meet it calls into
// libswiftSynchronization, which is not: there the sanitizer sees no lock, and takes what the Mutex guards for a race.
// These two stand in front of the library's functions and tell it what happens to the Mutex's word of memory.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

// There in instrumented programs alone.
extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

typedef SWIFT void LockSlow(uint32_t thread, SELF);
typedef SWIFT void UnlockSlow(SELF);

SWIFT void lockSlow(uint32_t thread, SELF) __asm__(LOCK_SLOW);
SWIFT void unlockSlow(SELF) __asm__(UNLOCK_SLOW);

SWIFT void lockSlow(uint32_t thread, SELF) {
    ((LockSlow *)dlsym(RTLD_NEXT, LOCK_SLOW))(thread, self);
    if (__tsan_acquire) __tsan_acquire(self);
}

SWIFT void unlockSlow(SELF) {
    if (__tsan_release) __tsan_release(self);
    ((UnlockSlow *)dlsym(RTLD_NEXT, UNLOCK_SLOW))(self);
}
