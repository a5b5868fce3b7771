// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// The one script a page may hold: it puts a search field over long tables. Without it every table is there in full.
enum PageScript {
    /// The script; named by its digest in the page's policy, so that nothing else can run.
    static let text = """
        for (const box of document.querySelectorAll(".search")) {
        const table = document.getElementById(box.dataset.table);
        const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
        const texts = rows.map((row) => row.textContent.toLocaleLowerCase());
        const label = document.createElement("label");
        const field = document.createElement("input");
        const count = document.createElement("span");
        label.textContent = box.dataset.label + " ";
        field.type = "search";
        label.append(field);
        count.setAttribute("role", "status");
        box.append(label, count);
        box.hidden = false;
        field.addEventListener("input", () => {
        const wanted = field.value.toLocaleLowerCase().split(" ").filter(Boolean);
        let shown = 0;
        rows.forEach((row, index) => {
        row.hidden = !wanted.every((word) => texts[index].includes(word));
        if (!row.hidden) shown += 1;
        });
        count.textContent = wanted.length ? box.dataset.count.replace("#", shown) : "";
        });
        }
        """

    /// The script's digest as a policy names it.
    /// Source: https://www.w3.org/TR/CSP3/#grammardef-hash-source
    static let source = source(of: text)

    static func source(of script: String) -> String {
        "'sha256-\(base64(SHA256.digest(of: script).bytes))'"
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let digit = digits[Int(bits >> UInt32(18 - 6 * place) & 63)]
                text.append(place <= group.count ? digit : "=")
            }
        }
        return text
    }
}
