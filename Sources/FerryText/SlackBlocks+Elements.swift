// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

extension SlackBlocks {
    /// A text object (`mrkdwn` or `plain_text`) as blocks.
    func textBlocks(_ object: JSONElement) -> [RichText.Block] {
        guard object["type"]?.string == "mrkdwn" else { return InlineText.paragraph(textInlines(object)) }
        return SlackMarkup(references).blocks(in: object["text"]?.string ?? "")
    }

    /// A text object as parts of a line.
    func textInlines(_ object: JSONElement) -> [RichText.Inline] {
        let text = object["text"]?.string ?? object.string ?? ""
        let markup = SlackMarkup(references, emphasis: object["type"]?.string == "mrkdwn")
        return markup.inlines(in: text)
    }

    /// A picture as a link to it: where it lies is not part of an archive.
    func imageLink(_ object: JSONElement) -> [RichText.Inline] {
        let title = object["title"].map(textInlines) ?? []
        let alt = InlineText.inlines(secretless(object["alt_text"]))
        let label = title.isEmpty ? alt : title
        let url = object["image_url"]?.string ?? object["slack_file"]?["url"]?.string
        guard let url, !url.isEmpty else { return label }
        return [references.link(url, label)]
    }

    /// Something to press or choose, by its label; a link where the button was one.
    func element(_ object: JSONElement) -> [RichText.Inline] {
        if object["type"]?.string == "image" { return imageLink(object) }
        let label = (object["text"] ?? object["placeholder"]).map(textInlines) ?? []
        if let url = object["url"]?.string, !url.isEmpty { return [references.link(url, label)] }
        guard !label.isEmpty else { return [] }
        var run = InlineRun()
        run.append(text: "[")
        run.append(label)
        run.append(text: "]")
        return run.inlines
    }

    /// The text of a string without secrets.
    func secretless(_ element: JSONElement?) -> String {
        SlackSecrets.stripped(element?.string ?? "")
    }
}
