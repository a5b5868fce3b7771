// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// Puts the events of a file together to elements of conversations; holds one element at a time.
final class ComplianceCollector {
    private let reader: any ComplianceReader
    private var path: [String] = []
    private var element: ComplianceElement?
    /// The names below the element.
    private var inner: [String] = []
    private var isInConversation = false
    /// Elements outside conversations.
    private(set) var strays = 0

    init(_ reader: any ComplianceReader) {
        self.reader = reader
    }

    /// Takes the next event of the file.
    func take(_ event: XMLEvent) throws {
        switch event {
        case .start(let name, let attributes, let line): try start(name, attributes, line)
        case .text(let text, let isCut): element?.add(textPath, text, isCut: isCut)
        case .end: try end()
        }
    }

    /// Ends a conversation whose end is missing.
    func finish() throws {
        guard isInConversation else { return }
        isInConversation = false
        try reader.end()
    }

    /// Where a text belongs; what is marked up inside a content is part of it.
    private var textPath: String { inner.first == "Content" ? "Content" : inner.joined(separator: "/") }

    private func start(_ name: String, _ attributes: [String: String], _ line: Int) throws {
        if element != nil {
            inner.append(name)
            add(attributes, to: inner.joined(separator: "/"))
            return
        }
        path.append(name)
        switch path.count {
        case 1: break
        case 2:
            guard name == "Conversation" else {
                if name != "Version" { strays += 1 }
                return
            }
            var conversation = ComplianceElement(name: name, line: line)
            for (key, value) in attributes { conversation.add("@" + key, value) }
            isInConversation = true
            try reader.begin(conversation)
        default:
            guard isInConversation else { return }
            // Persistent Chat has one element more around the messages.
            if path.count == 3, name == "Messages" { return }
            element = ComplianceElement(name: name, line: line)
            add(attributes, to: "")
        }
    }

    private func add(_ attributes: [String: String], to path: String) {
        for (key, value) in attributes { element?.add(path + "@" + key, value) }
    }

    private func end() throws {
        if inner.popLast() != nil { return }
        if let whole = element {
            element = nil
            path.removeLast()
            return try reader.take(whole)
        }
        path.removeLast()
        if path.count == 1, isInConversation {
            isInConversation = false
            try reader.end()
        }
    }
}
