// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// A picture in a Teams body whose bytes the tenant hosts.
public struct TeamsImage: Hashable, Sendable {
    /// Where it is: a `hostedContents` URL of Microsoft Graph, or one of the older object store.
    public var url: String
    /// What is shown for it where there is no picture.
    public var alt: String
    /// Its size as shown, where stated.
    public var pixels: PixelSize?

    /// The id of the hosted content: the part of the URL before `/$value`; `nil` for other URLs.
    public var contentId: String? { Self.contentId(of: url) }

    /// The id of the hosted content a URL names; `nil` for other URLs.
    public static func contentId(of url: String) -> String? {
        guard let mark = url.firstRange(of: "/hostedContents/") else { return nil }
        let id = url[mark.upperBound...].prefix { $0 != "/" && $0 != "?" }
        return id.isEmpty ? nil : PercentText.decoded(id)
    }

    /// The picture of an `img`; `nil` when anybody could fetch it, so that a link does as well.
    init?(_ element: HTMLElement) {
        guard let url = element.attributes["src"], Self.isHosted(url) else { return nil }
        self.url = url
        alt = element.attributes["alt"]?.trimmingBlanks ?? ""
        guard let width = Self.pixels("width", element), let height = Self.pixels("height", element) else {
            return
        }
        pixels = PixelSize(width: width, height: height)
    }

    private static func isHosted(_ url: String) -> Bool {
        contentId(of: url) != nil || url.contains(".asm.skype.com/") || url.contains("/v1/objects/")
    }

    private static func pixels(_ name: String, _ element: HTMLElement) -> Int64? {
        let stated = element.attributes[name] ?? HTMLColour.property(name, in: element.attributes["style"])
        guard let number = stated?.prefix(while: \.isNumber), let value = Int64(number), value > 0 else {
            return nil
        }
        return value
    }
}
