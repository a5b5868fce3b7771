// SPDX-License-Identifier: Apache-2.0
internal import FerryModel
internal import FerryText

/// Mattermost's texts: plain for now but for the shortcodes of emoji.
enum ComplianceText {
    /// The text with its meaning.
    static func markdown(_ text: String) -> RichText { RichText(plain: text) }
}
