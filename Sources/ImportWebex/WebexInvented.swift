// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON

/// Messages that nobody wrote: two of the tools put one in the place of each thread's first message that is missing.
enum WebexInvented {
    /// Whether a tool made a message up.
    static func isInvented(_ message: JSONElement) -> Bool {
        if message.text("personEmail") == "placeholder@user_removed_their_msg.com" { return true }
        if message.text("personId")?.contains("xxXXxx") == true { return true }
        return message["personId"] == nil && message["personEmail"] == nil
            && message.text("html") == "<i>This message was not available</i>"
    }
}
