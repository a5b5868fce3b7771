// SPDX-License-Identifier: Apache-2.0

/// The words that a saved meeting chat has around names and quotes, in the language of whoever saved it.
///
/// English, French and Spanish heads are those of published files; the rest are translations. Files in other
/// languages are read by their form: two blanks around each name.
struct ZoomChatWords {
    let from: Set<String>
    let to: Set<String>
    let everyone: Set<String>
    let direct: [String]
    let own: Set<String>
    let replying: [String]
    let reacted: [(before: String, between: String)]
    let removed: [(before: String, between: String)]

    /// All languages at once: which one a file is in does not matter.
    static let all = ZoomChatWords(
        from: ["From", "De", "Von", "Da", "Van", "Od", "Från", "Fra"],
        to: ["to", "à", "an", "a", "para", "naar", "aan", "do", "till", "til"],
        everyone: [
            "everyone", "tout le monde", "à tous", "alle", "an alle", "todos", "tutti", "iedereen", "wszyscy",
            "alla",
            "everyone (in meeting)", "all panelists and attendees", "all attendees", "alle teilnehmer",
        ],
        direct: [
            "direct message", "privately", "message direct", "en privé", "direktnachricht", "privat",
            "mensaje directo", "en privado", "mensagem direta", "messaggio diretto", "privatamente",
            "direct bericht", "privé",
        ],
        own: ["Me", "Ich", "Moi", "Yo", "Eu", "Io", "Ik", "me", "Mir"],
        replying: [
            "Replying to", "Antwort auf", "Antwortet auf", "Antworten auf", "Réponse à", "En réponse à",
            "Répondre à",
            "Respondiendo a", "En respuesta a", "Respondendo a", "In risposta a", "Antwoord op",
        ],
        reacted: [
            ("Reacted to", "with"), ("Reagierte auf", "mit"), ("Hat auf", "mit"), ("A réagi à", "avec"),
            ("Reaccionó a", "con"), ("Reagiu a", "com"), ("Ha reagito a", "con"), ("Reageerde op", "met"),
        ],
        removed: [
            ("Removed a", "reaction from"), ("Removed an", "reaction from"), ("Entfernte", "von"),
            ("Hat", "entfernt von"), ("A supprimé une réaction", "de"), ("A retiré", "de"), ("Quitó", "de"),
            ("Removeu", "de"), ("Ha rimosso", "da"), ("Verwijderde", "van"),
        ])

    /// Whether a recipient is all who are in the meeting.
    func isEveryone(_ recipient: String) -> Bool { everyone.contains(recipient.lowercased()) }
}
