// SPDX-License-Identifier: Apache-2.0

/// What a column of a table of messages holds; the raw values are those of the configuration.
public enum ZoomColumn: String, Hashable, Sendable, CaseIterable {
    /// When, or the time of day where `date` holds the day.
    case time
    case date
    /// Who wrote, as a name or a mail address.
    case sender
    case senderAddress = "sender_address"
    /// Whom a direct message went to, as a name or a mail address.
    case receiver
    /// The channel's or group's name.
    case channel
    case channelId = "channel_id"
    case message
    case messageId = "message_id"
    /// The names of files, separated by `;` or line breaks.
    case file
    /// The id of the message that this one answers.
    case replyTo = "reply_to"

    /// The headings a column is known by, in small letters and without anything but letters and digits.
    ///
    /// Zoom does not publish the headings of its export; these are those of its pages and their translations.
    var synonyms: [String] {
        switch self {
        case .time:
            [
                "time", "datetime", "dateandtime", "timestamp", "senttime", "sentat", "senton", "messagetime",
                "messagedate", "datetimeutc", "timeutc", "timegmt", "zeit", "uhrzeit", "zeitpunkt",
                "zeitstempel",
                "heure", "dateetheure", "horodatage", "hora", "fechayhora", "fechahora", "ora", "tijd",
            ]
        case .date: ["date", "day", "datum", "tag", "jour", "fecha", "data"]
        case .sender:
            [
                "sender", "from", "sendername", "fromuser", "fromname", "sentby", "user", "username",
                "author",
                "senderdisplayname", "absender", "von", "expediteur", "de", "remitente", "mittente",
                "afzender",
            ]
        case .senderAddress:
            [
                "senderemail", "fromemail", "senderaddress", "senderemailaddress", "useremail", "email",
                "absenderemail", "emailexpediteur",
            ]
        case .receiver:
            [
                "receiver", "to", "recipient", "recipients", "receivername", "receiveremail",
                "recipientemail",
                "toemail", "sentto", "contact", "empfanger", "an", "destinataire", "a", "destinatario",
                "ontvanger",
            ]
        case .channel:
            [
                "channel", "channelname", "session", "sessionname", "group", "groupname", "chat", "chatname",
                "conversation", "room", "kanal", "gruppe", "sitzung", "canal", "groupe", "grupo", "canale",
                "kanaal",
            ]
        case .channelId: ["channelid", "sessionid", "groupid", "chatid", "conversationid"]
        case .message:
            [
                "message", "messages", "content", "messagecontent", "text", "body", "chatmessage",
                "nachricht",
                "inhalt", "contenu", "mensaje", "messaggio", "bericht",
            ]
        case .messageId: ["messageid", "msgid", "id"]
        case .file:
            [
                "file", "files", "filename", "filenames", "attachment", "attachments", "datei", "dateien",
                "dateiname", "fichier", "fichiers", "archivo", "archivos", "allegato", "bestand",
            ]
        case .replyTo:
            ["replyto", "replytoid", "parentid", "parentmessageid", "threadid", "replymainmessageid"]
        }
    }

    /// A heading in the form in which the synonyms stand.
    static func plain(_ heading: String) -> String {
        let spelled: [Character: String] = [
            "ä": "a", "ö": "o", "ü": "u", "é": "e", "è": "e", "ê": "e", "à": "a", "ç": "c", "í": "i",
            "ó": "o",
            "á": "a", "ñ": "n",
        ]
        return heading.lowercased().reduce(into: "") { result, character in
            if let plain = spelled[character] {
                result += plain
            } else if character.isLetter || character.isNumber {
                result.append(character)
            }
        }
    }
}
