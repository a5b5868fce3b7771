// SPDX-License-Identifier: Apache-2.0
import CCurl
import FerryModel
import Glibc

/// The thread that owns the multi handle, the easy handles and every transfer between start and end.
final class CurlLoop: @unchecked Sendable {
    // Guarded by the mutex; everything else belongs to the thread.
    private let mutex = PthreadMutex()
    private var inbox: [Command] = []

    private enum Command {
        case start(Transfer)
        case cancel(Transfer)
        case stop
    }

    private let options: TransportOptions
    private let multi: UnsafeMutableRawPointer
    private let events: SocketEvents
    private var active: [UnsafeMutableRawPointer: Transfer] = [:]
    private var idle: [CurlHandle] = []
    private var stopping = false

    private static let globalInit: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    init(options: TransportOptions) throws(Failure) {
        guard Self.globalInit == CURLE_OK, let multi = curl_multi_init() else {
            throw Failure(.bug, "libcurl did not start", remedy: "Check that enough memory is free.")
        }
        guard let events = SocketEvents() else {
            curl_multi_cleanup(multi)
            throw Failure(
                .bug, "no descriptors for the network", remedy: "Raise the limit of open files (ulimit -n).")
        }
        self.options = options
        self.multi = multi
        self.events = events
        _ = ferry_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, options.idleConnections)
        try startThread()
    }

    private func startThread() throws(Failure) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { context -> UnsafeMutableRawPointer? in
                guard let context else { return nil }
                Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            curl_multi_cleanup(multi)
            throw Failure(
                .bug, "no thread for the network", remedy: "Raise the limit of threads (ulimit -u).")
        }
        pthread_detach(thread)
    }

    /// Sends the transfer's request, unless it was cancelled before.
    func start(_ transfer: Transfer) { post(.start(transfer)) }

    /// Ends the transfer; nothing happens when it has ended by itself.
    func cancel(_ transfer: Transfer) { post(.cancel(transfer)) }

    /// Ends the thread.
    func stop() { post(.stop) }

    private func post(_ command: Command) {
        let isFirst = mutex.locked {
            inbox.append(command)
            return inbox.count == 1
        }
        // The thread takes the whole inbox at once, so one wake-up serves all that is in it.
        if isFirst { events.wake() }
    }

    // MARK: - On the thread

    private func run() {
        // Signals belong to the program's own thread; SIGPIPE would end the program when a peer closes.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        observe()
        repeat {
            takeCommands()
            takeResults()
            if !stopping { perform() }
        } while !stopping
        for transfer in active.values { finish(transfer, code: CURLE_ABORTED_BY_CALLBACK, cause: .cancelled) }
        idle = []
        curl_multi_cleanup(multi)
    }

    private func observe() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        ferry_curl_multi_set_events(
            multi,
            { _, socket, what, context, _ in
                CurlLoop.at(context)?.events.watch(socket, what)
                return 0
            },
            { _, milliseconds, context in
                CurlLoop.at(context)?.events.schedule(milliseconds: milliseconds)
                return 0
            }, context)
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> CurlLoop? {
        context.map { Unmanaged<CurlLoop>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Waits for news and lets libcurl work on what has some.
    private func perform() {
        var running: Int32 = 0
        let isDue = events.wait { curl_multi_socket_action(multi, $0, $1, &running) }
        if isDue { curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running) }
    }

    private func takeCommands() {
        let commands = mutex.locked {
            defer { inbox.removeAll(keepingCapacity: true) }
            return inbox
        }
        for command in commands {
            switch command {
            case .start(let transfer): begin(transfer)
            case .cancel(let transfer): drop(transfer)
            case .stop: stopping = true
            }
        }
    }

    private func begin(_ transfer: Transfer) {
        guard !transfer.isCancelled else {
            return transfer.end(.failure(TransportError(.neverSent, .cancelled, "cancelled")))
        }
        guard let handle = idle.popLast() ?? CurlHandle(options) else {
            return transfer.end(.failure(TransportError(.neverSent, .other, "no memory for a request")))
        }
        if let problem = transfer.prepare(handle, options) { return transfer.end(.failure(problem)) }
        active[handle.easy] = transfer
        if curl_multi_add_handle(multi, handle.easy) != CURLM_OK {
            finish(transfer, code: CURLE_FAILED_INIT)
        }
    }

    private func drop(_ transfer: Transfer) {
        transfer.isCancelled = true
        guard transfer.handle != nil else { return }
        finish(transfer, code: CURLE_ABORTED_BY_CALLBACK, cause: .cancelled)
    }

    private func takeResults() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
                let transfer = active[easy]
            else { continue }
            finish(transfer, code: ferry_curl_message_result(message))
        }
    }

    private func finish(_ transfer: Transfer, code: CURLcode, cause: TransportError.Cause? = nil) {
        guard let handle = transfer.handle else { return }
        let result = transfer.result(code: code, cause: cause)
        curl_multi_remove_handle(multi, handle.easy)
        active[handle.easy] = nil
        transfer.handle = nil
        // After a failure the handle goes: what it remembers (a proxy's refusal, say) must not colour the next one.
        if case .success = result, CurlHandle.isReusable { idle.append(handle) }
        transfer.end(result)
    }
}
