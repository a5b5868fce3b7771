// SPDX-License-Identifier: Apache-2.0
internal import CLibXML2

/// Builds the tree of a fragment from what the parser reports, and never a deeper or larger one than allowed.
final class HTMLTreeBuilder {
    private let limits: HTMLLimits
    private var open: [HTMLElement] = []
    private var top: [HTMLNode] = []
    /// Open elements below the last level.
    private var beyond = 0
    /// Open elements whose content is left out.
    private var hidden = 0
    private var count = 0
    /// Whether something was left out because of the limits.
    private(set) var isCut = false

    init(limits: HTMLLimits) {
        self.limits = limits
    }

    /// The tree.
    func finish() -> [HTMLNode] {
        beyond = 0
        while !open.isEmpty { close() }
        return top
    }

    /// Makes a parser report here instead of building its own tree.
    func attach(to parser: htmlParserCtxtPtr) {
        guard let handler = parser.pointee.sax else { return }
        handler.pointee = xmlSAXHandler()
        handler.pointee.initialized = 1
        parser.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        handler.pointee.startElement = { context, name, attributes in
            HTMLTreeBuilder.of(context)?.start(name, attributes)
        }
        handler.pointee.endElement = { context, name in
            HTMLTreeBuilder.of(context)?.end(name)
        }
        let text: charactersSAXFunc = { context, characters, count in
            HTMLTreeBuilder.of(context)?.text(characters, count)
        }
        handler.pointee.characters = text
        handler.pointee.ignorableWhitespace = text
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> HTMLTreeBuilder? {
        context.map { Unmanaged<HTMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    private func start(
        _ name: UnsafePointer<xmlChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard let name else { return }
        let element = HTMLElement(name: String(cString: name).lowercased())
        if hidden > 0 || HTMLTag.hidden.contains(element.name) { return hidden += 1 }
        guard isRoom else { return beyond += 1 }
        guard beyond == 0, open.count < limits.depth else { return beyond += 1 }
        open.append(element)
        guard var next = attributes else { return }
        while let key = next.pointee {
            let value = next[1].map { String(cString: $0) } ?? ""
            open[open.count - 1].attributes[String(cString: key).lowercased()] = value
            next += 2
        }
    }

    private func end(_ name: UnsafePointer<xmlChar>?) {
        if hidden > 0 { return hidden -= 1 }
        if beyond > 0 { return beyond -= 1 }
        close()
    }

    private func close() {
        guard let element = open.popLast() else { return }
        append(.element(element))
    }

    private func text(_ characters: UnsafePointer<xmlChar>?, _ length: Int32) {
        guard hidden == 0, let characters, length > 0, isRoom else { return }
        let bytes = UnsafeBufferPointer(start: characters, count: Int(length))
        append(.text(String(decoding: bytes, as: UTF8.self)))
    }

    private var isRoom: Bool {
        count += 1
        if count > limits.nodes { isCut = true }
        return count <= limits.nodes
    }

    private func append(_ node: HTMLNode) {
        if open.isEmpty {
            Self.append(node, to: &top)
        } else {
            Self.append(node, to: &open[open.count - 1].children)
        }
    }

    // The parser reports long texts in pieces.
    private static func append(_ node: HTMLNode, to nodes: inout [HTMLNode]) {
        if case .text(let more) = node, case .text(let text)? = nodes.last {
            nodes[nodes.count - 1] = .text(text + more)
        } else {
            nodes.append(node)
        }
    }
}
