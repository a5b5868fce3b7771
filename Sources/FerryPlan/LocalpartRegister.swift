// SPDX-License-Identifier: Apache-2.0

/// Gives out localparts, each once, the same way for the same people in the same order.
struct LocalpartRegister {
    private var taken: Set<String>

    init(taken: Set<String> = []) { self.taken = taken }

    /// Takes a localpart that is fixed already.
    mutating func reserve(_ localpart: String) { taken.insert(localpart) }

    /// The wish itself, or with the first free number behind it.
    mutating func take(_ wish: String) -> (localpart: String, collided: Bool) {
        if taken.insert(wish).inserted { return (wish, false) }
        var number = 2
        while !taken.insert("\(wish)-\(number)").inserted { number += 1 }
        return ("\(wish)-\(number)", true)
    }
}
