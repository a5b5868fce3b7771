// SPDX-License-Identifier: Apache-2.0

/// What only the transcript for people says about a space that a tool saved: names of files and of people.
struct WebexTranscript {
    /// A file as a transcript names it.
    struct File {
        var name: String
        var size: Int64?
        var mediaType = ""
        var isGone = false
    }

    /// The files of one message.
    struct Files {
        var list: [File]
        /// Whether they stand in the order of the message's own list, none left out.
        var isAligned: Bool
    }

    /// The files of messages by their ids; a message that is not in it has none, or none that are certain.
    var files: [String: Files] = [:]
    /// Names of people by their addresses.
    var names: [String: String] = [:]
    /// Addresses that Webex did not know any more.
    var gone: Set<String> = []
}
