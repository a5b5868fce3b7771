// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// The one script a page may hold: it makes long tables searchable and sortable. Without it every table is there in
/// full, in the order that says most.
enum PageScript {
    /// The script; named by its digest in the page's policy, so that nothing else can run.
    static let text = """
        const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
        const plain = (text) => text.normalize("NFKD").replace(/\\p{M}/gu, "").toLocaleLowerCase();
        const search = (box, rows) => {
        const texts = rows.map((row) => plain(row.textContent));
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
        const wanted = plain(field.value).split(" ").filter(Boolean);
        let shown = 0;
        rows.forEach((row, index) => {
        row.hidden = !wanted.every((word) => texts[index].includes(word));
        if (!row.hidden) shown += 1;
        });
        count.textContent = wanted.length ? box.dataset.count.replace("#", shown) : "";
        });
        };
        const sort = (table, rows, heading, column) => {
        const isNumber = heading.classList.contains("number");
        const button = document.createElement("button");
        button.type = "button";
        button.append(...heading.childNodes);
        heading.append(button);
        button.addEventListener("click", () => {
        const before = heading.getAttribute("aria-sort");
        const isDown = before ? before === "ascending" : isNumber;
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", isDown ? "descending" : "ascending");
        const value = (row) => {
        const text = row.cells[column].textContent;
        return isNumber ? Number(text.replace(/\\D/g, "")) : text.trim();
        };
        const valued = rows.map((row) => [value(row), row]);
        const order = isNumber ? (one, other) => one - other : collator.compare;
        valued.sort((one, other) => order(one[0], other[0]) * (isDown ? -1 : 1));
        table.tBodies[0].append(...valued.map((pair) => pair[1]));
        });
        };
        for (const box of document.querySelectorAll(".search")) {
        const table = document.getElementById(box.dataset.table);
        const rows = [...table.tBodies[0].rows];
        search(box, rows);
        [...table.tHead.rows[0].cells].forEach((heading, column) => {
        if (!heading.classList.contains("bar")) sort(table, rows, heading, column);
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
