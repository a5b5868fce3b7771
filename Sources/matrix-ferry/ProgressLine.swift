// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import Synchronization

/// Tells how far a verb is: a line drawn anew on a terminal, one every five minutes elsewhere, and one every ten
/// seconds for machines.
final class ProgressLine: Sendable {
    /// How long it is silent between two lines.
    let pause: Duration

    private let console: Console
    private let start = ContinuousClock.now
    private let next: Mutex<ContinuousClock.Instant>

    init(_ console: Console) {
        self.console = console
        pause = console.isRedrawable ? .milliseconds(500) : console.isJSON ? .seconds(10) : .seconds(300)
        next = Mutex(start + pause)
    }

    /// Seconds since the beginning, never zero.
    var seconds: Double { max((ContinuousClock.now - start) / .seconds(1), 0.001) }

    /// Whether it is time for another line; so that nothing is put together that nobody sees.
    func isDue() -> Bool {
        let now = ContinuousClock.now
        return next.withLock { next in
            guard now >= next else { return false }
            next = now + pause
            return true
        }
    }

    /// Tells, due or not.
    func tell(_ text: String, _ members: JSONValue) {
        if console.isRedrawable { console.redraw(text) } else { console.say(text) }
        console.json("progress", members)
    }

    /// `, about 3 min 20 s left`, if the rest goes like what is done; empty before anything is.
    func timeLeft(_ done: Double, of total: Double) -> String {
        guard done > 0, done < total else { return "" }
        return ", about \(DurationText.text(seconds: seconds * (total - done) / done)) left"
    }

    /// Takes away the line that was drawn.
    func end() {
        if console.isRedrawable { console.redraw("") }
    }
}
