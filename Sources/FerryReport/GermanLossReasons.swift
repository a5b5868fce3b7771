// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file

/// Why things are lost, by the code of the loss, in German; made by `scripts/report-wording` from
/// `mappings/report/losses.json`.
enum GermanLossReasons {
    static let table: [String: String] = [
        "archive.entry-refused":
            "Ein Eintrag des Archivs wurde nicht gelesen, weil er gefährlich oder beschädigt ist",
        "archive.part-unknown":
            "Dieser Teil gehört zu keiner erkannten oder gewählten Quelle oder war nicht zu lesen",
        "attachment.name-changed":
            "Ordner, Steuerzeichen, Richtungszeichen und alles über 255 Zeichen fehlen im Dateinamen",
        "attachment.not-read":
            "Das Archiv nennt die Datei, aber ihr Inhalt war nicht zu lesen",
        "attachment.unused":
            "Keine übertragene Nachricht zeigt diese Datei",
        "compliance.element.unknown":
            "Die Datei enthält Elemente, die dieses Programm nicht kennt",
        "compliance.entry.damaged":
            "Das Archiv ist an dieser Datei beschädigt; was davor steht, wird übertragen",
        "compliance.entry.unknown":
            "Keine Nachricht des Archivs nennt diese Datei",
        "compliance.file.deleted":
            "Die Datei wurde in der Quelle gelöscht",
        "compliance.file.empty":
            "Die Datei im Archiv ist leer",
        "compliance.file.not-in-archive":
            "Die Datei liegt nicht neben der XML-Datei",
        "compliance.file.not-transferred":
            "Die Übertragung der Datei ist in der Quelle fehlgeschlagen",
        "compliance.file.size-differs":
            "Die Datei im Archiv hat nicht die Größe, die das XML für sie angibt",
        "compliance.message.cut":
            "Der Text ist länger als alles, was Menschen schreiben; sein Anfang wird übertragen",
        "compliance.message.earlier-text":
            "Der Text einer Nachricht vor ihrer Bearbeitung wird nicht übertragen, nur der letzte",
        "compliance.message.empty":
            "Die Nachricht hat weder einen Text noch eine Datei",
        "compliance.message.no-author":
            "Die Datei nennt nicht, wer die Nachricht geschrieben hat",
        "compliance.message.no-room":
            "Die Unterhaltung nennt weder einen Raum noch ihre Teilnehmer",
        "compliance.message.no-time":
            "Die Nachricht nennt keine Zeit",
        "compliance.message.unreadable-characters":
            "Im Text stehen Zeichen, die XML nicht erlaubt; jedes wird als U+FFFD übertragen",
        "compliance.read.not-carried":
            "Wer einen Verlauf gelesen oder eine Datei heruntergeladen hat, wird nicht übertragen",
        "compliance.visit.not-carried":
            "Mehrfaches Kommen und Gehen am selben Tag wird nicht einzeln übertragen",
        "compliance.xml.broken":
            "Die XML-Datei ist fehlerhaft; was vor dem Fehler steht, wird übertragen",
        "compliance.xml.doctype":
            "Die XML-Datei hat eine DOCTYPE-Angabe und wird abgelehnt, weil diese Entitäten definieren kann",
        "compliance.xml.unknown":
            "Die Datei ist kein lesbares Compliance-XML",
        "filter.after":
            "Neuer als das, was die Konfiguration überträgt",
        "filter.before":
            "Älter als das, was die Konfiguration überträgt",
        "filter.channel":
            "mappings/rooms.csv lässt diesen Kanal aus",
        "filter.channel-kind":
            "Die Konfiguration lässt Kanäle dieser Art aus",
        "filter.custom-reaction":
            "Die Konfiguration lässt Reaktionen aus, die kein Emoji sind",
        "filter.files":
            "Die Konfiguration lässt Dateien aus",
        "filter.message-kind":
            "Die Konfiguration lässt Nachrichten dieser Art aus",
        "filter.person":
            "mappings/people.csv lässt diese Person aus",
        "filter.retention":
            "Älter, als Nachrichten aufbewahrt werden",
        "mail.attachment.cut":
            "Die Datei in der E-Mail bricht vor ihrem Ende ab; was da ist, wird übertragen",
        "mail.attachment.detached":
            "Das E-Mail-Programm hat die Datei aus der E-Mail genommen und anderswo abgelegt",
        "mail.attachment.scrubbed":
            "Das Archiv der Liste hat die Datei aus der E-Mail genommen und anderswo abgelegt",
        "mail.author":
            "Die E-Mail nennt nicht, wer sie geschrieben hat",
        "mail.charset":
            "Bytes des Textes passen zu keinem Zeichensatz und sind darin gekennzeichnet",
        "mail.cut":
            "Die E-Mail oder ein Text darin bricht vor dem Ende ab; was da ist, wird übertragen",
        "mail.date":
            "Das Datum fehlt oder ist unbrauchbar; das der letzten Station oder der vorigen E-Mail steht dafür",
        "mail.deleted":
            "Diese E-Mails waren gelöscht und warteten nur auf die endgültige Entfernung",
        "mail.discarded":
            "E-Mails in Ordnern für Papierkorb, Spam und Entwürfe werden ausgelassen",
        "mail.draft":
            "Diese E-Mails wurden nie gesendet",
        "mail.duplicate":
            "Weitere Exemplare von E-Mails, die einmal übertragen werden",
        "mail.encrypted":
            "Die E-Mail ist verschlüsselt oder als Ganzes signiert und bleibt als Datei erhalten",
        "mail.entry.unknown":
            "Die Datei enthält keine E-Mail",
        "mail.file.damaged":
            "Die Datei ist beschädigt; die E-Mails vor dem Schaden werden gelesen",
        "mail.not-named":
            "Die Liste oder das Postfach dieser E-Mails ist nicht angegeben, daher werden sie nicht angerührt",
        "mail.not-parsed":
            "Die E-Mail ist zu groß oder zu verschachtelt, um zerlegt zu werden, und bleibt als Datei erhalten",
        "mail.partial":
            "Die E-Mail ist ein Stück von mehreren oder verweist auf etwas, das anderswo liegt",
        "mail.separator.doubtful":
            "Zeilen sehen teilweise wie der Anfang einer E-Mail aus und gelten als Text",
        "mail.separator.uncertain":
            "Zeilen, die zwei E-Mails trennen, stehen, wo auch Text stehen kann",
        "mail.stray":
            "Bytes vor der ersten E-Mail gehören zu keiner",
        "mail.structure":
            "Der E-Mail fehlen angekündigte Teile oder der Kopf; ihr Text wird gezeigt, wie er dasteht",
        "mail.tnef":
            "Ein Teil der E-Mail hat das eigene Format von Outlook (TNEF) und bleibt als Datei erhalten",
        "membership.channel-missing":
            "Der Kanal dazu ist in keinem Archiv",
        "message.body.cut":
            "Der Text ist länger als alles, was Menschen schreiben; sein Anfang wird übertragen",
        "message.broadcast":
            "Eine Antwort, die auch im Kanal stand, steht nur in ihrem Thread",
        "message.channel-missing":
            "Der Kanal dazu ist in keinem Archiv",
        "message.cut":
            "Die Nachricht ist länger, als ein Ereignis sein darf, und wurde gekürzt",
        "message.deletion":
            "Räume dieser Version nehmen keine Löschung aus der Vergangenheit an; die Stelle bleibt leer stehen",
        "message.formatting":
            "Die Nachricht ist zu lang, um ihre Formatierung zu behalten",
        "message.late":
            "Die Nachricht ist älter als das, was ihr Raum schon enthält",
        "message.not-encrypted":
            "Der Raum ist seit einem früheren Lauf verschlüsselt; was später kommt, steht dort unverschlüsselt",
        "message.thread":
            "Ohne Threads steht die Antwort als Antwort im Raum",
        "message.thread-root":
            "Die erste Nachricht ihres Threads wird nicht übertragen",
        "pin.channel-missing":
            "Der Kanal dazu ist in keinem Archiv",
        "pin.message-missing":
            "Die angeheftete Nachricht ist in keinem Archiv",
        "reaction.custom-emoji":
            "Das Bild des eigenen Emojis ist nicht im Archiv, darum steht sein Name da",
        "reaction.message-gone":
            "Die Nachricht dazu wird nicht übertragen",
        "reaction.message-missing":
            "Die Nachricht dazu ist in keinem Archiv",
        "reaction.same":
            "Eine andere Reaktion derselben Person sieht gleich aus; eine steht für beide",
        "room.picture-missing":
            "Das Bild, das mappings/rooms.csv nennt, liegt nicht im Verzeichnis der Migration",
        "slack.block.not-supported":
            "Teile der Nachricht sind von einer Art, die dieses Programm nicht kennt",
        "slack.bookmark.not-supported":
            "Für Lesezeichen von Kanälen und Markierungen einzelner Personen gibt es keinen Platz",
        "slack.canvas.no-channel":
            "Das Canvas gehört zu keinem Kanal des Archivs",
        "slack.canvas.not-in-archive":
            "Das Archiv nennt das Canvas des Kanals ohne seinen Inhalt",
        "slack.channel.not-described":
            "Keine Indexdatei beschreibt den Kanal: Seine Art oder seine Mitglieder sind unbekannt",
        "slack.channel.shared":
            "Der Kanal war mit einer anderen Organisation geteilt; deren Personen behalten ihren Verlauf, aber keinen Zugang",
        "slack.emoji.not-in-archive":
            "Das Archiv nennt eigene Emojis ohne ihre Bilder",
        "slack.entry.damaged":
            "Die Datei im Archiv ist beschädigt",
        "slack.entry.unknown":
            "Die Datei hat in einem Slack-Export keinen Platz",
        "slack.file.access-denied":
            "Die Quelle hat dem Export die Datei nicht zugänglich gemacht",
        "slack.file.empty":
            "Die Datei im Archiv ist leer",
        "slack.file.external":
            "Die Datei liegt bei einem anderen Dienst; ihr Link wird übertragen",
        "slack.file.hidden-by-limit":
            "Der Tarif der Quelle hat die Datei wegen ihres Alters verborgen",
        "slack.file.not-in-archive":
            "Exporte von Slack enthalten keine Dateien; ein Werkzeug, das sie ergänzt, kann den Export füllen",
        "slack.file.size-differs":
            "Die Datei im Archiv hat nicht die Größe, die Slack für sie angibt",
        "slack.file.text-cut":
            "Die Datei ist nicht im Archiv; der Anfang ihres Textes steht in der Nachricht",
        "slack.file.text-only":
            "Die Datei ist nicht im Archiv, aber ihr Text; er steht in der Nachricht",
        "slack.file.tombstone":
            "Die Datei wurde in der Quelle gelöscht",
        "slack.index.not-supported":
            "Einträge dieser Indexdatei werden nicht übertragen",
        "slack.index.unknown-content":
            "Der Eintrag ist nichts, was dieses Programm kennt",
        "slack.json.broken-element":
            "Ein Element der Datei ist nicht zu lesen",
        "slack.json.broken-file":
            "Die Datei ist ab dieser Stelle nicht zu lesen",
        "slack.message.deleted":
            "Die Nachricht wurde in der Quelle gelöscht",
        "slack.message.no-author":
            "Die Nachricht nennt nicht, wer sie geschrieben hat",
        "slack.message.no-time":
            "Die Nachricht nennt keine brauchbare Zeit (ts)",
        "slack.message.not-an-object":
            "Das Element enthält keine Nachricht",
        "slack.message.older-text":
            "Der Text vor der Bearbeitung wird ausgelassen",
        "slack.message.search-result":
            "Suchergebnisse werden ausgelassen, da sie Kopien aus Kanälen sind",
        "slack.message.text-withheld":
            "Die Quelle hat den Text zurückgehalten, weil sein Schlüssel widerrufen wurde",
        "slack.message.wrong-type":
            "Teile der Nachricht haben nicht den Typ, den das Format vorsieht",
        "slack.pin.not-a-message":
            "An den Kanal ist etwas anderes als eine Nachricht angeheftet",
        "slack.preview.picture":
            "Die Bilder von Linkvorschauen sind in Exporten nicht enthalten",
        "slack.reaction.nameless":
            "Das Archiv nennt nicht alle Personen, von denen die Reaktionen stammen",
        "slack.reaction.wrong-type":
            "Die Reaktionen auf die Nachricht haben nicht den Typ, den das Format vorsieht",
        "slack.thread.no-first-message":
            "Das Archiv enthält Antworten, aber nicht die erste Nachricht des Threads",
        "teams.app.not-supported":
            "Listen installierter Apps werden nicht übertragen",
        "teams.attachment.not-supported":
            "Ein Anhang ist von einer Art, die dieses Programm nicht kennt",
        "teams.body.cut":
            "Der Text ist länger oder tiefer verschachtelt als alles, was Menschen schreiben",
        "teams.card.no-text":
            "Eine Karte enthält nichts Lesbares",
        "teams.card.parts":
            "Teile einer Karte sind von einer Art, die dieses Programm nicht kennt",
        "teams.channel.not-described":
            "Keine Kanalliste beschreibt diesen Kanal: Name, Art und Mitglieder sind unbekannt",
        "teams.chat.not-described":
            "Keine Chatliste beschreibt diesen Chat: Als Mitglieder gelten, wer ihn aufbewahrt oder daran teilgenommen hat",
        "teams.element.unknown":
            "Die Datei enthält Elemente, die dieses Programm nicht kennt",
        "teams.entry.damaged":
            "Die Datei im Archiv ist beschädigt",
        "teams.entry.unknown":
            "Keine Nachricht des Archivs nennt diese Datei",
        "teams.event.emptied":
            "Der Export lässt aus, was geschehen ist; erhalten ist nur, wer es veranlasst hat",
        "teams.file.empty":
            "Die Datei im Archiv ist leer",
        "teams.file.not-in-archive":
            "Die Datei wurde nicht von SharePoint oder OneDrive heruntergeladen; ihr Link wird übertragen",
        "teams.graph.error":
            "Die Datei enthält einen Fehler, den Graph statt Daten zurückgab",
        "teams.hosted-content.not-in-archive":
            "Das Bild wurde nicht heruntergeladen; docs/guide/export-teams.md beschreibt, wie das geht",
        "teams.json.broken-element":
            "Ein Element der Datei ist nicht zu lesen",
        "teams.json.broken-file":
            "Die Datei ist ab dieser Stelle nicht zu lesen",
        "teams.json.cut-off":
            "Das Werkzeug, das gespeichert hat, schnitt ab, was tiefer verschachtelt ist (ConvertTo-Json -Depth)",
        "teams.json.not-json":
            "Die Datei enthält keine JSON-Objekte",
        "teams.loop.link-only":
            "Eine Loop-Komponente wird als ihr Link übertragen",
        "teams.meeting.not-supported":
            "Kalendereinträge werden nicht übertragen",
        "teams.members.not-all":
            "Die Chatliste nennt höchstens 25 Mitglieder; weitere sind durch das bekannt, was sie geschrieben haben",
        "teams.message.blocked":
            "Eine Richtlinie des Mandanten gegen Datenverlust hat die Nachricht gesperrt",
        "teams.message.empty":
            "Die Nachricht enthält weder Text noch Dateien",
        "teams.message.no-author":
            "Die Nachricht nennt nicht, wer sie geschrieben hat",
        "teams.message.no-id":
            "Die Nachricht hat keine Kennung",
        "teams.message.no-place":
            "Nichts gibt an, in welchem Kanal oder Chat die Nachricht steht",
        "teams.message.no-time":
            "Die Nachricht nennt keine brauchbare Zeit",
        "teams.message.referred-to":
            "Andere Nachrichten antworten auf diese, aber das Archiv enthält sie nicht",
        "teams.message.wrong-type":
            "Teile der Nachricht haben nicht den Typ, den das Format vorsieht",
        "teams.reaction.nameless":
            "Eine Reaktion gibt nicht an, von wem sie stammt",
        "teams.reaction.unknown":
            "Eine Reaktion gibt nicht an, was sie ist",
        "teams.reaction.wrong-type":
            "Die Reaktionen auf die Nachricht haben nicht den Typ, den das Format vorsieht",
        "teams.replies.not-all":
            "Der Thread hat mehr Antworten, als die gespeicherte Abfrage enthält",
        "teams.replies.wrong-type":
            "Die Antworten auf eine Nachricht haben nicht den Typ, den das Format vorsieht",
        "teams.team.not-described":
            "Keine Teamliste beschreibt dieses Team: Name und Mitglieder sind unbekannt",
        "webex.api.error":
            "Die Datei enthält einen Fehler, den Webex statt Daten zurückgab",
        "webex.attachment.not-supported":
            "Ein Anhang ist von einer Art, die dieses Programm nicht kennt",
        "webex.body.cut":
            "Der Text ist länger oder tiefer verschachtelt als alles, was Menschen schreiben",
        "webex.card.no-text":
            "Eine Karte enthält nichts Lesbares",
        "webex.card.parts":
            "Teile einer Karte sind von einer Art, die dieses Programm nicht kennt",
        "webex.direct.one-sided":
            "Das Archiv gibt nicht an, wer die andere Person dieses direkten Bereichs ist",
        "webex.element.unknown":
            "Die Datei enthält Elemente, die dieses Programm nicht kennt",
        "webex.entry.damaged":
            "Die Datei im Archiv ist beschädigt",
        "webex.entry.unknown":
            "Keine Nachricht des Archivs nennt diese Datei",
        "webex.event.incomplete":
            "Einem Webex-Ereignis fehlen Angaben: wer kam oder ging, wo und wann, oder welche Nachricht sich änderte",
        "webex.event.not-supported":
            "Webex-Ereignisse dieser Art werden nicht übertragen: Besprechungen, Transkripte, Registerkarten, Einstellungen",
        "webex.file.empty":
            "Die Datei im Archiv ist leer",
        "webex.file.gone":
            "Die Datei war gelöscht, bevor das Archiv erstellt wurde",
        "webex.file.name-unknown":
            "Die Mitschrift, die angibt, welche Datei welche ist, fehlt oder passt nicht zu den Nachrichten",
        "webex.file.not-in-archive":
            "Die Datei wurde nicht heruntergeladen",
        "webex.file.overwritten":
            "Das Werkzeug hat mehrere Dateien unter diesem Namen übereinander gespeichert; welche erhalten blieb, ist unbekannt",
        "webex.file.size-differs":
            "Die Datei im Archiv hat nicht die Größe, die das Werkzeug für sie vermerkt hat",
        "webex.file.too-many":
            "Eine Nachricht nennt mehr Dateien, als sich senden lassen",
        "webex.file.vanished":
            "Das Werkzeug hat Dateien dieser Nachricht ausgelassen, die es nicht herunterladen konnte",
        "webex.json.broken-element":
            "Ein Element der Datei ist nicht zu lesen",
        "webex.json.broken-file":
            "Die Datei ist ab dieser Stelle nicht zu lesen",
        "webex.json.not-json":
            "Die Datei enthält keine JSON-Objekte",
        "webex.membership.incomplete":
            "Einträge einer Mitgliederliste geben nicht an, wer in welchem Bereich ist",
        "webex.message.empty":
            "Die Nachricht enthält weder Text noch Dateien",
        "webex.message.no-author":
            "Die Nachricht nennt nicht, wer sie geschrieben hat",
        "webex.message.no-id":
            "Die Nachricht hat keine Kennung",
        "webex.message.no-place":
            "Nichts gibt an, in welchem Bereich die Nachricht steht",
        "webex.message.no-time":
            "Die Nachricht nennt keine brauchbare Zeit",
        "webex.message.referred-to":
            "Andere Nachrichten antworten auf diese, aber das Archiv enthält sie nicht",
        "webex.message.wrong-type":
            "Teile der Nachricht haben nicht den Typ, den das Format vorsieht",
        "webex.messages.truncated":
            "Das Werkzeug hat, wie ihm vorgegeben war, nur einen Teil der Nachrichten gespeichert",
        "webex.room.announcements":
            "In diesem Bereich konnten nur Moderatoren schreiben; im Raum kann es jedes Mitglied",
        "webex.room.not-described":
            "Dieser Bereich ist nicht oder nur durch eine Mitschrift beschrieben: Team und Mitglieder sind unbekannt",
        "webex.rooms.no-teams":
            "Das Werkzeug speichert nicht, welche Bereiche zu welchen Teams gehören",
        "webex.rooms.truncated":
            "Die Liste endet bei 100 Bereichen; dort hört das Werkzeug ohne andere Vorgabe auf",
        "webex.team.not-described":
            "Keine Teamliste beschreibt dieses Team: Sein Name ist unbekannt",
        "webex.transcript.not-supported":
            "Das Werkzeug hat diesen Bereich ohne JSON gespeichert; Seiten zum Ansehen werden nicht gelesen",
        "zoom.activity.incomplete":
            "Ein Eintrag des Aktivitätsprotokolls nennt keinen Kanal oder keine Zeit",
        "zoom.channel.not-described":
            "Keine Liste von Sitzungen oder Kanälen beschreibt diesen Kanal: Name, Art oder Mitglieder sind unbekannt",
        "zoom.emoji.not-in-archive":
            "Das Bild eines Emojis des Kontos ist nicht im Archiv",
        "zoom.entry.damaged":
            "Die Datei im Archiv ist nicht zu lesen",
        "zoom.entry.unknown":
            "Die Datei hat keine bekannte Form, und keine Nachricht nennt sie",
        "zoom.entry.unread-lines":
            "Zeilen vor der ersten Nachricht gehören zu keiner",
        "zoom.file.ambiguous":
            "Mehrere Dateien des Archivs tragen den Namen, und nichts gibt an, welche gemeint ist",
        "zoom.file.empty":
            "Die Datei im Archiv ist leer",
        "zoom.file.not-in-archive":
            "Die Datei ist nicht im Archiv",
        "zoom.file.size-differs":
            "Die Datei im Archiv hat nicht die Größe, die Zoom für sie angibt",
        "zoom.format.not-carried":
            "Schriftgrößen, Hintergründe, Einzüge oder Abschnitte außerhalb des Textes haben keine Entsprechung",
        "zoom.json.broken-element":
            "Ein Element der Datei ist nicht zu lesen",
        "zoom.json.broken-file":
            "Die Datei ist ab dieser Stelle nicht zu lesen",
        "zoom.json.unknown":
            "Die Datei enthält JSON, das dieses Programm nicht kennt",
        "zoom.meeting.feedback":
            "Gehobene Hände und Ähnliches gehören zu keiner Nachricht",
        "zoom.meeting.no-date":
            "Nichts gibt an, an welchem Tag die Besprechung war; zoom.meeting_date kann ihn angeben",
        "zoom.meeting.no-start":
            "Die Datei zählt ab dem Beginn der Aufzeichnung, den kein Name nennt: Mitternacht wurde angenommen",
        "zoom.meeting.own-name":
            "Die Datei nennt nicht, wer sie gespeichert hat; zoom.saved_by oder die Zuordnung der Person kann es angeben",
        "zoom.meeting.private":
            "Private Nachrichten aus Besprechungen werden ausgelassen, solange zoom.private_messages nicht true ist",
        "zoom.meeting.reaction":
            "Eine Reaktion der Besprechung gehört zu keiner Nachricht",
        "zoom.meeting.recipient-unknown":
            "Die Wörter um die Namen sind in keiner bekannten Sprache; wer die Nachricht lesen konnte, ist nicht feststellbar",
        "zoom.message.deleted":
            "Eine Nachricht wurde gelöscht, bevor das Archiv sie aufbewahrte",
        "zoom.message.empty":
            "Die Nachricht enthält weder Text noch Dateien",
        "zoom.message.forwarded":
            "Die Nachricht wurde weitergeleitet; woher, steht nicht im Export",
        "zoom.message.incomplete":
            "Eine archivierte Nachricht hat keine bekannte Art oder keine Zeit",
        "zoom.message.no-author":
            "Die Nachricht nennt nicht, wer sie geschrieben hat",
        "zoom.message.no-place":
            "Nichts gibt an, in welchem Kanal oder Gespräch die Nachricht steht",
        "zoom.message.no-time":
            "Die Nachricht nennt keine brauchbare Zeit",
        "zoom.message.wrong-type":
            "Teile der Nachricht haben nicht den Typ, den das Format vorsieht",
        "zoom.reaction.nameless":
            "Der Export gibt an, wie viele reagiert haben, aber nicht, wer sie alle waren",
        "zoom.reaction.taken-back":
            "Zurückgenommene Reaktionen und ihre Rücknahme werden nicht übertragen",
        "zoom.reaction.target-unknown":
            "Keine frühere Nachricht der Datei beginnt wie die, auf die reagiert wurde",
        "zoom.reaction.unknown":
            "Eine Reaktion gibt nicht an, was sie ist",
        "zoom.reaction.wrong-type":
            "Die Reaktionen auf die Nachricht haben nicht den Typ, den das Format vorsieht",
        "zoom.recording.not-supported":
            "Aufzeichnungen von Ton und Bild werden nicht übertragen",
        "zoom.reply.target-unknown":
            "Keine frühere Nachricht der Datei beginnt wie die beantwortete, daher bleibt deren Zitat stehen",
        "zoom.table.broken-row":
            "Die Zeile der Tabelle ist fehlerhaft: Ein Anführungszeichen ist nicht geschlossen, oder sie hat zu viele Felder",
        "zoom.text.broken":
            "Einige Bytes der Nachricht sind kein UTF-8",
        "zoom.time.no-zone":
            "Die Zeiten der Nachrichten nennen keine Zeitzone und gelten als UTC; zoom.time_zone kann sie angeben",
        "zoom.time.order-guessed":
            "Nichts in der Datei zeigt, ob Tag oder Monat zuerst steht; der Monat wurde angenommen, zoom.date_order kann es angeben",
        "zoom.transcript.broken":
            "Die Zeiten eines Teils des Transkripts sind nicht zu lesen",
        "zoom.transcript.captions":
            "Das Transkript derselben Aufzeichnung sagt dasselbe, mit Namen",
        "zoom.transcript.left-out":
            "Transkripte werden ausgelassen, da zoom.transcripts false ist",
    ]
}
