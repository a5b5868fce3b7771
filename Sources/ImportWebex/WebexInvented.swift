// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON

/// Messages that nobody wrote: two of the tools put one in the place of each thread's first message that is missing.
enum WebexInvented {
    /// Whether a tool made a message up.
    static func isInvented(_ message: JSONElement) -> Bool {
        if message.text("personEmail") == "placeholder@user_removed_their_msg.com" { return true }
        // Other ids go on where they name the scheme.
        if message.text("personId")?.hasPrefix("Y2lzY29xxXX") == true { return true }
        return message["personId"] == nil && message["personEmail"] == nil
            && message.text("html") == "<i>This message was not available</i>"
    }
}
