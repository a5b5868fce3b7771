// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// What the ids in a Webex body refer to; the importer knows, the converter asks.
public struct WebexReferences {
    /// Who a mention's id stands for, with the text shown for it; `nil` when it stands for nobody.
    public var person: (_ id: String, _ label: String) -> PersonKey?

    /// States how to look people up.
    public init(person: @escaping (String, String) -> PersonKey? = { _, _ in nil }) {
        self.person = person
    }
}
