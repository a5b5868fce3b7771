// SPDX-License-Identifier: Apache-2.0
// Made by scripts/report-wording from mappings/report/losses.json.
// swift-format-ignore-file

/// Why things are lost, by the code of the loss; in English each loss says it itself.
enum LossReasons {
    static let german: [String: String] = [
        "archive.entry-refused":
            "Ein Eintrag des Archivs wurde nicht gelesen, weil er gefährlich oder beschädigt ist",
        "attachment.not-read":
            "Das Archiv nennt die Datei, aber ihr Inhalt war nicht zu lesen",
        "attachment.unused":
            "Keine übertragene Nachricht zeigt diese Datei",
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
        "message.broadcast":
            "Eine Antwort, die auch im Kanal stand, steht nur in ihrem Thread",
        "message.cut":
            "Die Nachricht ist länger, als ein Ereignis sein darf, und wurde gekürzt",
        "message.deletion":
            "Räume dieser Version nehmen keine Löschung aus der Vergangenheit an; die Stelle bleibt leer stehen",
        "message.formatting":
            "Die Nachricht ist zu lang, um ihre Formatierung zu behalten",
        "message.late":
            "Die Nachricht ist älter als das, was ihr Raum schon enthält",
        "message.thread":
            "Ohne Threads steht die Antwort als Antwort im Raum",
        "message.thread-root":
            "Die erste Nachricht ihres Threads wird nicht übertragen",
        "pin.message-missing":
            "Die angeheftete Nachricht ist in keinem Archiv",
        "reaction.custom-emoji":
            "Das Bild des eigenen Emojis ist nicht im Archiv, darum steht sein Name da",
        "reaction.message-gone":
            "Die Nachricht dazu wird nicht übertragen",
        "reaction.same":
            "Eine andere Reaktion derselben Person sieht gleich aus; eine steht für beide",
    ]

    static let french: [String: String] = [
        "archive.entry-refused":
            "Une entrée de l’archive n’a pas été lue, car elle est dangereuse ou endommagée",
        "attachment.not-read":
            "L’archive mentionne le fichier, mais son contenu n’a pas pu être lu",
        "attachment.unused":
            "Aucun message transféré ne montre ce fichier",
        "filter.after":
            "Plus récent que ce que la configuration transfère",
        "filter.before":
            "Plus ancien que ce que la configuration transfère",
        "filter.channel":
            "mappings/rooms.csv exclut ce canal",
        "filter.channel-kind":
            "La configuration exclut les canaux de ce type",
        "filter.custom-reaction":
            "La configuration exclut les réactions qui ne sont pas un emoji",
        "filter.files":
            "La configuration exclut les fichiers",
        "filter.message-kind":
            "La configuration exclut les messages de ce type",
        "filter.person":
            "mappings/people.csv exclut cette personne",
        "message.broadcast":
            "Une réponse montrée aussi dans le canal n’apparaît que dans son fil",
        "message.cut":
            "Le message dépasse la taille permise d’un événement et a été coupé",
        "message.deletion":
            "Les salons de cette version n’acceptent pas de suppression passée\u{202F}; l’emplacement reste, vide",
        "message.formatting":
            "Le message est trop long pour garder sa mise en forme",
        "message.late":
            "Le message est plus ancien que ce que son salon contient déjà",
        "message.thread":
            "Sans fils, la réponse figure comme réponse dans le salon",
        "message.thread-root":
            "Le premier message de son fil n’est pas transféré",
        "pin.message-missing":
            "Le message épinglé n’est dans aucune archive",
        "reaction.custom-emoji":
            "L’image de l’emoji personnalisé n’est pas dans l’archive\u{202F}; son nom est affiché",
        "reaction.message-gone":
            "Le message concerné n’est pas transféré",
        "reaction.same":
            "Une autre réaction de la même personne est identique\u{202F}; une seule vaut pour les deux",
    ]
}
