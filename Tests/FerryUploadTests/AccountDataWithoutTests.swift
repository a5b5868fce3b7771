// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryUpload
import Testing

struct AccountDataWithoutTests {
    @Test func onlyTheRoomsThatAreGoneAreTakenOut() {
        let present: JSONValue = [
            "@a:x": ["!gone:x", "!mine:x"], "@b:x": ["!gone:x"], "@c:x": [], "other": "!gone:x",
        ]
        let rest = AccountDataMerge.without(present) { $0 == "!gone:x" }
        #expect(rest == ["@a:x": ["!mine:x"], "@c:x": [], "other": "!gone:x"])
        #expect(AccountDataMerge.without(rest) { $0 == "!gone:x" } == rest)
    }
}
