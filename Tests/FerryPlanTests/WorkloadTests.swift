// SPDX-License-Identifier: Apache-2.0
import FerryPlan
import FerryStore
import Testing

@Suite("The work that a plan is")
struct WorkloadTests {
    @Test("is counted in messages: a room is several, a read marker less than one")
    func costs() {
        #expect(Workload.messages(for: [:]) == 0)
        #expect(Workload.messages(for: [.sendEvent: 7]) == 7)
        #expect(Workload.messages(for: [.createRoom: 1]) > 3)
        #expect(Workload.messages(for: [.putState: 100]) > 100)
        #expect(Workload.messages(for: [.markRead: 100]) < 50)
        #expect(
            Workload.messages(for: [.sendEvent: 10, .createRoom: 2])
                == 10 + Workload.messages(for: [.createRoom: 2]))
    }

    @Test("has a cost for everything that is sent")
    func whole() {
        for kind in FerryStore.Operation.Kind.allCases { #expect(Workload.messages(for: [kind: 1]) > 0) }
    }
}
