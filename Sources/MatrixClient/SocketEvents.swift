// SPDX-License-Identifier: Apache-2.0
import CCurl
import Glibc

/// What libcurl waits for: its sockets, in the kernel's list, and its next deadline. For the loop's thread, but for
/// `wake`.
///
/// libcurl's own waiting looks at every request in flight whenever one of them has news; this costs the same with one
/// request in flight and with a thousand.
final class SocketEvents {
    private let list: Int32
    private let bell: Int32
    private var events = [epoll_event](repeating: epoll_event(), count: 64)
    private var deadline: Int64?

    /// `nil` when the kernel gives no descriptors.
    init?() {
        list = epoll_create1(Int32(EPOLL_CLOEXEC))
        bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard list >= 0, bell >= 0 else {
            shut()
            return nil
        }
        watch(bell, for: EPOLLIN.rawValue)
    }

    deinit { shut() }

    private func shut() {
        if list >= 0 { close(list) }
        if bell >= 0 { close(bell) }
    }

    /// Ends the waiting, from any thread.
    func wake() {
        eventfd_write(bell, 1)
    }

    /// Takes in what libcurl wants to know about a socket (`CURL_POLL_…`).
    func watch(_ socket: curl_socket_t, _ what: Int32) {
        switch what {
        case CURL_POLL_IN: watch(socket, for: EPOLLIN.rawValue)
        case CURL_POLL_OUT: watch(socket, for: EPOLLOUT.rawValue)
        case CURL_POLL_INOUT: watch(socket, for: EPOLLIN.rawValue | EPOLLOUT.rawValue)
        default: epoll_ctl(list, EPOLL_CTL_DEL, socket, nil)
        }
    }

    private func watch(_ descriptor: Int32, for events: UInt32) {
        var event = epoll_event()
        event.events = events
        event.data.fd = descriptor
        if epoll_ctl(list, EPOLL_CTL_ADD, descriptor, &event) != 0, errno == EEXIST {
            epoll_ctl(list, EPOLL_CTL_MOD, descriptor, &event)
        }
    }

    /// Takes in when libcurl wants to be called without news; negative for never.
    func schedule(milliseconds: Int) {
        deadline = milliseconds < 0 ? nil : Self.now() + Int64(milliseconds)
    }

    /// Waits for news, the deadline or `wake`, and hands each socket with news over with what it can do
    /// (`CURL_CSELECT_…`). Returns whether the deadline has come.
    func wait(_ handle: (curl_socket_t, Int32) -> Void) -> Bool {
        let count = epoll_wait(list, &events, Int32(events.count), timeout())
        for index in 0..<max(0, Int(count)) {
            let descriptor = events[index].data.fd
            if descriptor == bell {
                var rung: eventfd_t = 0
                eventfd_read(bell, &rung)
            } else {
                handle(descriptor, Self.mask(events[index].events))
            }
        }
        guard let deadline, deadline <= Self.now() else { return false }
        self.deadline = nil
        return true
    }

    private static func mask(_ events: UInt32) -> Int32 {
        var mask: Int32 = 0
        if events & EPOLLIN.rawValue != 0 { mask |= CURL_CSELECT_IN }
        if events & EPOLLOUT.rawValue != 0 { mask |= CURL_CSELECT_OUT }
        if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { mask |= CURL_CSELECT_ERR }
        return mask
    }

    private func timeout() -> Int32 {
        guard let deadline else { return -1 }
        return Int32(clamping: max(0, deadline - Self.now()))
    }

    /// Milliseconds of a clock that never goes back.
    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
