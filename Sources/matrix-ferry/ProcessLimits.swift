// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Glibc

/// What the environment allows the process of memory and threads.
///
/// The runtime waits for ever for a thread that it cannot make, and ends at an allocation that fails, so a verb looks before
/// it begins whether there is enough of both.
enum ProcessLimits {
    private static let mebibyte = 1 << 20

    /// Address space for the work itself, besides the program, its libraries and the stacks of its threads: what any archive
    /// may need, as DESIGN.md §10 has it.
    private static let memory = 256 * mebibyte

    /// One for each core, and those of transport, store and signals.
    private static var threads: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) + 8 }

    /// Prepares the process for the limits it has; to be called before there is a second thread.
    ///
    /// - Returns: why no verb can work under them; `nil` when all is well.
    static func failure() -> Failure? {
        giveBackLargeBlocks()
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
        if limit.rlim_cur != rlim_t.max {
            shareHeap()
            let needed = memory + threads * stackSize()
            guard isFree(needed) else { return tooLittleMemory(Int(limit.rlim_cur), needed) }
        }
        return canMakeThreads() ? nil : tooFewThreads()
    }

    private static func tooLittleMemory(_ limit: Int, _ needed: Int) -> Failure {
        // What the program and its libraries take already counts, too, and the reserve is for what comes with the next version.
        let total = (needed + addressSpaceInUse()) / mebibyte + 32
        return Failure(
            .storage,
            "too little memory: the process is limited to \(limit / mebibyte) MiB of address space and needs \(total)",
            remedy: "raise `ulimit -v` to \(total * 1024), or LimitAS= of the systemd unit to \(total)M;"
                + " MemoryMax= bounds the memory that is really used, which is far less")
    }

    private static func tooFewThreads() -> Failure {
        Failure(
            .storage,
            "the process may not make \(threads) threads: a limit of processes or of memory forbids it",
            remedy: "raise `ulimit -u`, or TasksMax= of the systemd unit")
    }

    /// Address space in use, in bytes; 0 where it is not known.
    private static func addressSpaceInUse() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var text = [CChar](repeating: 0, count: 64)
        guard fgets(&text, 64, file) != nil else { return 0 }
        return atol(text) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// The stack of a thread that asks for no size of its own, in bytes.
    private static func stackSize() -> Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit)
        return limit.rlim_cur > 1 << 30 ? 8 * mebibyte : Int(limit.rlim_cur)
    }

    private static func isFree(_ bytes: Int) -> Bool {
        // Neither readable nor writable: it takes addresses and no memory.
        let place = mmap(nil, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let place, place != MAP_FAILED else { return false }
        munmap(place, bytes)
        return true
    }

    /// Lets all threads share one heap. Otherwise glibc sets 64 MiB of addresses aside for each, and none are left for the
    /// stacks of those that come later.
    private static func shareHeap() { set(heap: -8, to: 1) }

    /// Gives every block of some size back to the system once it is free. Otherwise glibc learns from the first one to
    /// keep them: tables of people and channels that grow would leave holes of tens of MiB behind.
    private static func giveBackLargeBlocks() {
        set(heap: -3, to: 4 * mebibyte)
        // What lies free at the end of a heap would be given back and taken again with every other buffer.
        set(heap: -1, to: 8 * mebibyte)
    }

    /// Sets one of glibc's options: `M_TRIM_THRESHOLD` -1, `M_MMAP_THRESHOLD` -3, `M_ARENA_MAX` -8. Does nothing with
    /// another library.
    private static func set(heap option: Int32, to value: Int) {
        guard let symbol = dlsym(nil, "mallopt") else { return }
        typealias Mallopt = @convention(c) (Int32, Int32) -> Int32
        _ = unsafeBitCast(symbol, to: Mallopt.self)(option, Int32(clamping: value))
    }

    /// Makes as many threads as a run may need, all at a time, and ends them.
    private static func canMakeThreads() -> Bool {
        var gate = pthread_mutex_t()
        pthread_mutex_init(&gate, nil)
        defer { pthread_mutex_destroy(&gate) }
        return withUnsafeMutablePointer(to: &gate) { gate in
            pthread_mutex_lock(gate)
            var made: [pthread_t] = []
            for _ in 0..<threads {
                var thread = pthread_t()
                let status = pthread_create(
                    &thread, nil,
                    { gate in
                        guard let gate = gate?.assumingMemoryBound(to: pthread_mutex_t.self) else {
                            return nil
                        }
                        pthread_mutex_lock(gate)
                        pthread_mutex_unlock(gate)
                        return nil
                    }, gate)
                guard status == 0 else { break }
                made.append(thread)
            }
            pthread_mutex_unlock(gate)
            for thread in made { pthread_join(thread, nil) }
            return made.count == threads
        }
    }
}
