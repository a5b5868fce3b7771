// SPDX-License-Identifier: Apache-2.0
import FerryModel

extension Wording {
    /// What records of a kind are called.
    func kindName(_ kind: RecordKind) -> String {
        switch kind {
        case .workspace: self(.kindWorkspace)
        case .person: self(.people)
        case .channel: self(.kindChannel)
        case .membership: self(.kindMembership)
        case .message: self(.messages)
        case .reaction: self(.kindReaction)
        case .pin: self(.kindPin)
        case .attachment: self(.kindAttachment)
        }
    }

    /// The same within a sentence: only German writes nouns with a capital there.
    func kindNameWithin(_ kind: RecordKind) -> String {
        let name = kindName(kind)
        let isNoun = language == .german && !name.contains(" ")
        return isNoun ? name : name.prefix(1).lowercased() + name.dropFirst()
    }

    /// What became of something that is lost or hurt.
    func stateName(_ state: Loss.State) -> String {
        switch state {
        case .notInSource: self(.stateNotInSource)
        case .notSupported: self(.stateNotSupported)
        case .filtered: self(.stateFiltered)
        case .carriedWithLoss: self(.stateCarriedWithLoss)
        }
    }

    /// What a difference is called.
    func verdictName(_ verdict: VerifySummary.Verdict) -> String {
        switch verdict {
        case .missing: self(.missing)
        case .extra: self(.extra)
        case .different: self(.different)
        case .duplicated: self(.duplicated)
        case .outOfOrder: self(.outOfOrder)
        case .unreadable: self(.unreadable)
        }
    }

    /// What a kind of source is called; an unknown one keeps its own name.
    func sourceName(_ kind: String) -> String {
        switch SourceKind(rawValue: kind) {
        case .slack: "Slack"
        case .teams: "Microsoft Teams"
        case .zoom: "Zoom"
        case .webex: "Webex"
        case .mail: self(.sourceMail)
        case .compliance: self(.sourceCompliance)
        case nil: kind
        }
    }

    /// What archives of a layout can never hold; an unknown word keeps its own name.
    func lackName(_ lack: String) -> String { language.term(lack) ?? lack }

    /// What a layout of archive is called; the names of programs stay as they are.
    func layoutName(_ layout: String) -> String {
        layout.split(separator: ", ", omittingEmptySubsequences: false).map { part in
            part.split(separator: " + ", omittingEmptySubsequences: false)
                .map { language.term(String($0)) ?? String($0) }.joined(separator: " + ")
        }.joined(separator: ", ")
    }

    /// A month, quarter or year; French counts its quarters with a T.
    func period(_ label: String) -> String {
        language == .french ? label.replacing("-Q", with: "-T") : label
    }

    /// A text in English, marked as such on a page of another language.
    func foreign(_ text: String) -> HTML {
        language == .english ? "\(text)" : "<span lang=\"en\">\(text)</span>"
    }

    /// What a request of an upload does; an unknown one keeps its own name.
    func operationName(_ kind: String) -> String { language.term("operation " + kind) ?? kind }

    /// What went wrong with an operation, or what differs on the homeserver: the program's own words in the language of
    /// the page, anybody else's as they are.
    func finding(_ text: String) -> HTML {
        if let own = language.term(text) { return "\(own)" }
        let isPath = !text.contains(" ")
        return isPath ? "<code>\(PageText.key(text))</code>" : foreign(PageText.shortened(text))
    }

    /// What a kind of channel is called; an unknown one keeps its own name.
    func roomKind(_ kind: String) -> String {
        switch Channel.Kind(rawValue: kind) {
        case .public: self(.roomPublic)
        case .private: self(.roomPrivate)
        case .direct: self(.roomDirect)
        case .group: self(.roomGroup)
        case .meeting: self(.roomMeeting)
        case .list: self(.roomList)
        case .mailbox: self(.roomMailbox)
        case .unknown: self(.roomUnknown)
        case nil: kind
        }
    }

    // As the planner writes them into the store.
    private static let numbered = ", numbered since the name was taken"

    /// What a decision about a person is called; an unknown one keeps the planner's words.
    func decisionName(_ reason: String) -> String {
        guard !reason.hasSuffix(Self.numbered) else {
            let plain = String(reason.dropLast(Self.numbered.count))
            return decisionName(plain) + ", " + self(.decisionNumbered)
        }
        switch reason {
        case "mapping file": return self(.decisionMapping)
        case "mail address": return self(.decisionAddress)
        case "directory": return self(.decisionDirectory)
        case "same mail address": return self(.decisionSameAddress)
        case "handle": return self(.decisionHandle)
        case "bot": return self(.decisionBot)
        case "carried over before": return self(.decisionBefore)
        default: return PlanPage.sentence(reason)
        }
    }
}
