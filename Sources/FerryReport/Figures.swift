// SPDX-License-Identifier: Apache-2.0

/// Numbers as people of a language write them.
struct Figures: Sendable {
    let language: ReportLanguage

    /// `1,745`.
    func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { text += language.groupSeparator }
            text.append(digit)
        }
        return text
    }

    /// `3.4`; whole numbers stay whole. Infinite and absurd numbers give a dash.
    func decimal(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "–" }
        let tenths = Int((number * 10).rounded())
        let whole = count(tenths / 10)
        return tenths % 10 == 0 ? whole : whole + language.decimalSeparator + String(abs(tenths % 10))
    }

    /// `14.2 MB`, in powers of 1000 as disks are sold.
    func bytes(_ number: Int64) -> String {
        var value = Double(number)
        var prefix = ""
        for larger in ["k", "M", "G", "T", "P"] where value >= 999.95 {
            value /= 1000
            prefix = larger
        }
        return decimal(value) + "\u{A0}" + prefix + language.byteUnit
    }

    /// `94.3 %`, rounded down, so that only all of it is 100 % and only none of it is 0 %.
    func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "0\u{A0}%" }
        let permille = Int((Double(part) / Double(whole) * 1000).rounded(.down))
        if part > 0 && permille == 0 { return "<\u{A0}" + decimal(0.1) + "\u{A0}%" }
        return decimal(Double(min(permille, part < whole ? 999 : 1000)) / 10) + "\u{A0}%"
    }

    /// `2 h 05 min`, or seconds below two minutes.
    func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e12 else { return "–" }
        if seconds < 120 { return decimal(seconds) + "\u{A0}s" }
        let minutes = Int((seconds / 60).rounded())
        if minutes < 60 { return "\(minutes)\u{A0}min" }
        let rest = minutes % 60
        return count(minutes / 60) + "\u{A0}h\u{A0}" + (rest < 10 ? "0" : "") + "\(rest)\u{A0}min"
    }
}
