// SPDX-License-Identifier: Apache-2.0
import Glibc

// Answers every call of an upload as a homeserver would, at once or after a constant delay, and keeps nothing: what
// is measured against it is the program alone. Prints its port and serves until it is ended.
//
//     stub-homeserver [--port 0] [--delay-milliseconds 0]
var port: UInt16 = 0
var delay: UInt64 = 0
var arguments = CommandLine.arguments.dropFirst()
while let name = arguments.popFirst(), let value = arguments.popFirst() {
    switch name {
    case "--port": port = UInt16(value) ?? 0
    case "--delay-milliseconds": delay = UInt64(value) ?? 0
    default:
        print("stub-homeserver: unknown option \(name)")
        exit(64)
    }
}
signal(SIGPIPE, SIG_IGN)
guard var server = StubServer(port: port, delayMilliseconds: delay) else {
    perror("stub-homeserver")
    exit(1)
}
print("port: \(server.port)")
fflush(nil)
server.serve()
