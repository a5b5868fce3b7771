// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file

/// Why things are lost, by the code of the loss, in French; made by `scripts/report-wording` from
/// `mappings/report/losses.json`.
enum FrenchLossReasons {
    static let table: [String: String] = [
        "archive.entry-refused":
            "Une entrée de l’archive n’a pas été lue, car elle est dangereuse ou endommagée",
        "archive.part-unknown":
            "Cette partie n’appartient à aucune source reconnue ou choisie, ou n’a pas pu être lue",
        "attachment.name-changed":
            "Les dossiers, les caractères de contrôle, les marques de direction et ce qui dépasse 255 caractères manquent dans le nom du fichier",
        "attachment.not-read":
            "L’archive mentionne le fichier, mais son contenu n’a pas pu être lu",
        "attachment.unused":
            "Aucun message transféré ne montre ce fichier",
        "compliance.element.unknown":
            "Le fichier contient des éléments que ce programme ne connaît pas",
        "compliance.entry.damaged":
            "L’archive est endommagée à ce fichier\u{202F}; ce qui précède est transféré",
        "compliance.entry.unknown":
            "Aucun message de l’archive ne mentionne ce fichier",
        "compliance.file.deleted":
            "Le fichier a été supprimé dans la source",
        "compliance.file.empty":
            "Le fichier dans l’archive est vide",
        "compliance.file.not-in-archive":
            "Le fichier ne se trouve pas à côté du fichier XML",
        "compliance.file.not-transferred":
            "La transmission du fichier a échoué dans la source",
        "compliance.file.size-differs":
            "Le fichier dans l’archive n’a pas la taille que le XML indique pour lui",
        "compliance.message.cut":
            "Le texte est plus long que tout ce qu’une personne écrit\u{202F}; son début est transféré",
        "compliance.message.earlier-text":
            "Le texte d’un message avant sa modification n’est pas transféré\u{202F}; seul le dernier l’est",
        "compliance.message.empty":
            "Le message n’a ni texte ni fichier",
        "compliance.message.no-author":
            "Le fichier n’indique pas l’auteur du message",
        "compliance.message.no-room":
            "La conversation ne mentionne ni salon ni participants",
        "compliance.message.no-time":
            "Le message n’indique pas d’heure",
        "compliance.message.unreadable-characters":
            "Le texte contient des caractères que XML n’admet pas\u{202F}; chacun est transféré comme U+FFFD",
        "compliance.read.not-carried":
            "La lecture d’un historique ou le téléchargement d’un fichier par une personne n’est pas transféré",
        "compliance.visit.not-carried":
            "Les allées et venues répétées d’une même journée ne sont pas transférées une à une",
        "compliance.xml.broken":
            "Le fichier XML est défectueux\u{202F}; ce qui précède l’erreur est transféré",
        "compliance.xml.doctype":
            "Le fichier XML comporte une déclaration DOCTYPE et est refusé, car elle peut définir des entités",
        "compliance.xml.unknown":
            "Le fichier n’est pas un XML de conformité lisible",
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
        "filter.retention":
            "Plus ancien que la durée de conservation des messages",
        "mail.attachment.cut":
            "Le fichier joint au courriel s’interrompt avant sa fin\u{202F}; ce qui est présent est transféré",
        "mail.attachment.detached":
            "Le logiciel de messagerie a retiré le fichier du courriel et l’a conservé ailleurs",
        "mail.attachment.scrubbed":
            "L’archive de la liste a retiré le fichier du courriel et l’a conservé ailleurs",
        "mail.author":
            "Le courriel n’indique pas qui l’a écrit",
        "mail.charset":
            "Des octets du texte ne correspondent à aucun jeu de caractères et y sont signalés",
        "mail.cut":
            "Le courriel ou un texte qu’il contient s’interrompt avant sa fin\u{202F}; ce qui est présent est transféré",
        "mail.date":
            "La date manque ou est aberrante\u{202F}; celle du dernier relais ou du courriel précédent la remplace",
        "mail.deleted":
            "Ces courriels avaient été supprimés et n’attendaient que leur effacement définitif",
        "mail.discarded":
            "Les courriels des dossiers de corbeille, d’indésirables et de brouillons sont écartés",
        "mail.draft":
            "Ces courriels n’ont jamais été envoyés",
        "mail.duplicate":
            "Copies de courriels qui sont transférés une seule fois",
        "mail.encrypted":
            "Le courriel est chiffré ou signé dans son ensemble et est conservé comme fichier",
        "mail.entry.unknown":
            "Le fichier ne contient aucun courriel",
        "mail.file.damaged":
            "Le fichier est endommagé\u{202F}; les courriels qui précèdent le dommage sont lus",
        "mail.not-named":
            "La liste ou la boîte de ces courriels n’a pas été indiquée\u{202F}; ils sont donc laissés de côté",
        "mail.not-parsed":
            "Le courriel est trop volumineux ou trop complexe pour être analysé et est conservé comme fichier",
        "mail.partial":
            "Le courriel est un fragment parmi plusieurs ou renvoie à ce qui se trouve ailleurs",
        "mail.separator.doubtful":
            "Des lignes ressemblent en partie au début d’un courriel et sont considérées comme du texte",
        "mail.separator.uncertain":
            "Des lignes séparant deux courriels se trouvent là où peut se trouver du texte",
        "mail.stray":
            "Des octets avant le premier courriel n’appartiennent à aucun",
        "mail.structure":
            "Le courriel n’a pas les parties annoncées, ou pas d’en-tête\u{202F}; son texte est montré tel quel",
        "mail.tnef":
            "Une partie du courriel est au format propre à Outlook (TNEF) et est conservée comme fichier",
        "membership.channel-missing":
            "Le canal concerné n’est dans aucune archive",
        "message.body.cut":
            "Le texte est plus long que tout ce qu’une personne écrit\u{202F}; son début est transféré",
        "message.broadcast":
            "Une réponse montrée aussi dans le canal n’apparaît que dans son fil",
        "message.channel-missing":
            "Le canal concerné n’est dans aucune archive",
        "message.cut":
            "Le message dépasse la taille permise d’un événement et a été coupé",
        "message.deletion":
            "Les salons de cette version n’acceptent pas de suppression passée\u{202F}; l’emplacement reste, vide",
        "message.formatting":
            "Le message est trop long pour garder sa mise en forme",
        "message.late":
            "Le message est plus ancien que ce que son salon contient déjà",
        "message.not-encrypted":
            "Le salon est chiffré depuis une exécution antérieure\u{202F}; ce qui vient plus tard y figure en clair",
        "message.thread":
            "Sans fils, la réponse figure comme réponse dans le salon",
        "message.thread-root":
            "Le premier message de son fil n’est pas transféré",
        "pin.channel-missing":
            "Le canal concerné n’est dans aucune archive",
        "pin.message-missing":
            "Le message épinglé n’est dans aucune archive",
        "reaction.custom-emoji":
            "L’image de l’emoji personnalisé n’est pas dans l’archive\u{202F}; son nom est affiché",
        "reaction.message-gone":
            "Le message concerné n’est pas transféré",
        "reaction.message-missing":
            "Le message concerné n’est dans aucune archive",
        "reaction.same":
            "Une autre réaction de la même personne est identique\u{202F}; une seule vaut pour les deux",
        "room.picture-missing":
            "L’image que nomme mappings/rooms.csv ne se trouve pas dans le répertoire de la migration",
        "slack.block.not-supported":
            "Des parties du message sont d’un type que ce programme ne connaît pas",
        "slack.bookmark.not-supported":
            "Les signets des canaux et les favoris d’une seule personne n’ont pas d’équivalent",
        "slack.canvas.no-channel":
            "Le canevas n’est dans aucun canal de l’archive",
        "slack.canvas.not-in-archive":
            "L’archive mentionne le canevas du canal sans son contenu",
        "slack.channel.not-described":
            "Aucun fichier d’index ne décrit le canal\u{A0}: son type ou ses membres sont inconnus",
        "slack.channel.shared":
            "Le canal était partagé avec une autre organisation, dont les personnes gardent ici leur historique, mais aucun accès",
        "slack.emoji.not-in-archive":
            "L’archive mentionne des emojis personnalisés sans leurs images",
        "slack.entry.damaged":
            "Le fichier dans l’archive est endommagé",
        "slack.entry.unknown":
            "Le fichier n’a pas sa place dans un export Slack",
        "slack.file.access-denied":
            "La source n’a pas donné à l’export l’accès au fichier",
        "slack.file.empty":
            "Le fichier dans l’archive est vide",
        "slack.file.external":
            "Le fichier se trouve chez un autre service\u{202F}; son lien est transféré",
        "slack.file.hidden-by-limit":
            "La formule d’abonnement de la source a masqué le fichier en raison de son âge",
        "slack.file.not-in-archive":
            "Les exports de Slack ne contiennent pas de fichiers\u{202F}; un outil qui les ajoute peut compléter l’export",
        "slack.file.size-differs":
            "Le fichier dans l’archive n’a pas la taille que Slack indique pour lui",
        "slack.file.text-cut":
            "Le fichier n’est pas dans l’archive\u{202F}; le début de son texte figure dans le message",
        "slack.file.text-only":
            "Le fichier n’est pas dans l’archive, mais son texte y est et figure dans le message",
        "slack.file.tombstone":
            "Le fichier a été supprimé dans la source",
        "slack.index.not-supported":
            "Les entrées de ce fichier d’index ne sont pas transférées",
        "slack.index.unknown-content":
            "L’entrée n’est rien que ce programme connaisse",
        "slack.json.broken-element":
            "Un élément du fichier ne peut pas être lu",
        "slack.json.broken-file":
            "Le fichier ne peut pas être lu à partir de cet endroit",
        "slack.message.deleted":
            "Le message a été supprimé dans la source",
        "slack.message.no-author":
            "Le message n’indique pas qui l’a écrit",
        "slack.message.no-time":
            "Le message n’indique pas d’heure utilisable (ts)",
        "slack.message.not-an-object":
            "L’élément ne contient pas de message",
        "slack.message.older-text":
            "Le texte d’avant la modification est écarté",
        "slack.message.search-result":
            "Les résultats d’une recherche sont écartés, car ce sont des copies issues de canaux",
        "slack.message.text-withheld":
            "La source a retenu le texte parce que sa clé a été révoquée",
        "slack.message.wrong-type":
            "Des parties du message n’ont pas le type prévu par le format",
        "slack.pin.not-a-message":
            "Autre chose qu’un message est épinglé au canal",
        "slack.preview.picture":
            "Les images des aperçus de liens ne sont pas dans les exports",
        "slack.reaction.nameless":
            "L’archive n’indique pas toutes les personnes qui ont réagi",
        "slack.reaction.wrong-type":
            "Les réactions au message n’ont pas le type prévu par le format",
        "slack.thread.no-first-message":
            "L’archive contient des réponses, mais pas le premier message du fil",
        "teams.app.not-supported":
            "Les listes d’applications installées ne sont pas transférées",
        "teams.attachment.not-supported":
            "Une pièce jointe est d’un type que ce programme ne connaît pas",
        "teams.body.cut":
            "Le texte est plus long ou plus profondément imbriqué que tout ce qu’une personne écrit",
        "teams.card.no-text":
            "Une carte ne contient rien de lisible",
        "teams.card.parts":
            "Des parties d’une carte sont d’un type que ce programme ne connaît pas",
        "teams.channel.not-described":
            "Aucune liste de canaux ne décrit celui-ci\u{A0}: son nom, son type et ses membres sont inconnus",
        "teams.chat.not-described":
            "Aucune liste de conversations ne décrit celle-ci\u{A0}: ses membres sont ceux qui la conservent ou y ont pris part",
        "teams.element.unknown":
            "Le fichier contient des éléments que ce programme ne connaît pas",
        "teams.entry.damaged":
            "Le fichier dans l’archive est endommagé",
        "teams.entry.unknown":
            "Aucun message de l’archive ne mentionne ce fichier",
        "teams.event.emptied":
            "L’export omet ce qui s’est passé\u{202F}; seul est conservé qui en est à l’origine",
        "teams.file.empty":
            "Le fichier dans l’archive est vide",
        "teams.file.not-in-archive":
            "Le fichier n’a pas été téléchargé de SharePoint ou de OneDrive\u{202F}; son lien est transféré",
        "teams.graph.error":
            "Le fichier contient une erreur que Graph a renvoyée à la place des données",
        "teams.hosted-content.not-in-archive":
            "L’image n’a pas été téléchargée\u{202F}; docs/guide/export-teams.md explique comment le faire",
        "teams.json.broken-element":
            "Un élément du fichier ne peut pas être lu",
        "teams.json.broken-file":
            "Le fichier ne peut pas être lu à partir de cet endroit",
        "teams.json.cut-off":
            "L’outil d’enregistrement a coupé ce qui est imbriqué plus profondément (ConvertTo-Json -Depth)",
        "teams.json.not-json":
            "Le fichier ne contient pas d’objets JSON",
        "teams.loop.link-only":
            "Un composant Loop est transféré sous la forme de son lien",
        "teams.meeting.not-supported":
            "Les entrées de calendrier ne sont pas transférées",
        "teams.members.not-all":
            "La liste des conversations mentionne au plus 25 membres\u{202F}; les autres sont connus par ce qu’ils ont écrit",
        "teams.message.blocked":
            "Une stratégie de protection contre la perte de données du locataire a bloqué le message",
        "teams.message.empty":
            "Le message ne contient ni texte ni fichiers",
        "teams.message.no-author":
            "Le message n’indique pas qui l’a écrit",
        "teams.message.no-id":
            "Le message n’a pas d’identifiant",
        "teams.message.no-place":
            "Rien n’indique dans quel canal ou quelle conversation se trouve le message",
        "teams.message.no-time":
            "Le message n’indique pas d’heure utilisable",
        "teams.message.referred-to":
            "D’autres messages répondent à celui-ci, mais l’archive ne le contient pas",
        "teams.message.wrong-type":
            "Des parties du message n’ont pas le type prévu par le format",
        "teams.reaction.nameless":
            "Une réaction n’indique pas de qui elle vient",
        "teams.reaction.unknown":
            "Une réaction n’indique pas ce qu’elle est",
        "teams.reaction.wrong-type":
            "Les réactions au message n’ont pas le type prévu par le format",
        "teams.replies.not-all":
            "Le fil a plus de réponses que n’en contient le résultat enregistré",
        "teams.replies.wrong-type":
            "Les réponses à un message n’ont pas le type prévu par le format",
        "teams.team.not-described":
            "Aucune liste d’équipes ne décrit celle-ci\u{A0}: son nom et ses membres sont inconnus",
        "webex.api.error":
            "Le fichier contient une erreur que Webex a renvoyée à la place des données",
        "webex.attachment.not-supported":
            "Une pièce jointe est d’un type que ce programme ne connaît pas",
        "webex.body.cut":
            "Le texte est plus long ou plus profondément imbriqué que tout ce qu’une personne écrit",
        "webex.card.no-text":
            "Une carte ne contient rien de lisible",
        "webex.card.parts":
            "Des parties d’une carte sont d’un type que ce programme ne connaît pas",
        "webex.direct.one-sided":
            "L’archive n’indique pas qui est l’autre personne de cet espace direct",
        "webex.element.unknown":
            "Le fichier contient des éléments que ce programme ne connaît pas",
        "webex.entry.damaged":
            "Le fichier dans l’archive est endommagé",
        "webex.entry.unknown":
            "Aucun message de l’archive ne mentionne ce fichier",
        "webex.event.incomplete":
            "Un événement Webex est incomplet\u{A0}: qui est arrivé ou parti, où et quand, ou quel message a changé",
        "webex.event.not-supported":
            "Les événements Webex de ce type ne sont pas transférés\u{A0}: réunions, transcriptions, onglets, réglages",
        "webex.file.empty":
            "Le fichier dans l’archive est vide",
        "webex.file.gone":
            "Le fichier avait été supprimé avant la création de l’archive",
        "webex.file.name-unknown":
            "La transcription qui indique à quoi correspond chaque fichier manque ou ne concorde pas avec les messages",
        "webex.file.not-in-archive":
            "Le fichier n’a pas été téléchargé",
        "webex.file.overwritten":
            "L’outil a enregistré plusieurs fichiers les uns sur les autres sous ce nom, et rien n’indique lequel est resté",
        "webex.file.size-differs":
            "Le fichier dans l’archive n’a pas la taille que l’outil a notée pour lui",
        "webex.file.too-many":
            "Un message mentionne plus de fichiers qu’il n’est possible d’en envoyer",
        "webex.file.vanished":
            "L’outil a omis des fichiers de ce message qu’il n’a pas pu télécharger",
        "webex.json.broken-element":
            "Un élément du fichier ne peut pas être lu",
        "webex.json.broken-file":
            "Le fichier ne peut pas être lu à partir de cet endroit",
        "webex.json.not-json":
            "Le fichier ne contient pas d’objets JSON",
        "webex.membership.incomplete":
            "Des entrées d’une liste de membres n’indiquent pas qui est dans quel espace",
        "webex.message.empty":
            "Le message ne contient ni texte ni fichiers",
        "webex.message.no-author":
            "Le message n’indique pas qui l’a écrit",
        "webex.message.no-id":
            "Le message n’a pas d’identifiant",
        "webex.message.no-place":
            "Rien n’indique dans quel espace se trouve le message",
        "webex.message.no-time":
            "Le message n’indique pas d’heure utilisable",
        "webex.message.referred-to":
            "D’autres messages répondent à celui-ci, mais l’archive ne le contient pas",
        "webex.message.wrong-type":
            "Des parties du message n’ont pas le type prévu par le format",
        "webex.messages.truncated":
            "L’outil n’a enregistré, comme cela lui était demandé, qu’une partie des messages",
        "webex.room.announcements":
            "Seuls les modérateurs pouvaient écrire dans cet espace\u{202F}; dans le salon, chaque membre le peut",
        "webex.room.not-described":
            "Cet espace n’est pas décrit, ou ne l’est que par une transcription\u{A0}: son équipe et ses membres sont inconnus",
        "webex.rooms.no-teams":
            "L’outil n’enregistre pas quels espaces appartiennent à quelles équipes",
        "webex.rooms.truncated":
            "La liste s’arrête à 100 espaces, limite à laquelle l’outil s’arrête sauf instruction contraire",
        "webex.team.not-described":
            "Aucune liste d’équipes ne décrit celle-ci\u{A0}: son nom est inconnu",
        "webex.transcript.not-supported":
            "L’outil a enregistré cet espace sans son JSON, et les pages destinées à la lecture ne sont pas lues",
        "zoom.activity.incomplete":
            "Une entrée du journal d’activité n’indique pas de canal ou pas d’heure",
        "zoom.channel.not-described":
            "Aucune liste de sessions ou de canaux ne décrit celui-ci\u{A0}: son nom, son type ou ses membres sont inconnus",
        "zoom.emoji.not-in-archive":
            "L’image d’un emoji du compte n’est pas dans l’archive",
        "zoom.entry.damaged":
            "Le fichier dans l’archive ne peut pas être lu",
        "zoom.entry.unknown":
            "Le fichier n’a aucune forme connue, et aucun message ne le mentionne",
        "zoom.entry.unread-lines":
            "Des lignes avant le premier message n’appartiennent à aucun",
        "zoom.file.ambiguous":
            "Plusieurs fichiers de l’archive portent ce nom, et rien n’indique lequel est visé",
        "zoom.file.empty":
            "Le fichier dans l’archive est vide",
        "zoom.file.not-in-archive":
            "Le fichier n’est pas dans l’archive",
        "zoom.file.size-differs":
            "Le fichier dans l’archive n’a pas la taille que Zoom indique pour lui",
        "zoom.format.not-carried":
            "Les tailles, les fonds, les retraits ou les passages hors du texte n’ont pas d’équivalent",
        "zoom.json.broken-element":
            "Un élément du fichier ne peut pas être lu",
        "zoom.json.broken-file":
            "Le fichier ne peut pas être lu à partir de cet endroit",
        "zoom.json.unknown":
            "Le fichier contient du JSON que ce programme ne connaît pas",
        "zoom.meeting.feedback":
            "Les mains levées et signes semblables n’appartiennent à aucun message",
        "zoom.meeting.no-date":
            "Rien n’indique le jour de la réunion\u{202F}; zoom.meeting_date permet de l’indiquer",
        "zoom.meeting.no-start":
            "Le fichier compte à partir du début de l’enregistrement, qu’aucun nom n’indique\u{A0}: minuit a été retenu",
        "zoom.meeting.own-name":
            "Le fichier ne nomme pas la personne qui l’a enregistré\u{202F}; zoom.saved_by ou la correspondance de la personne permet de l’indiquer",
        "zoom.meeting.private":
            "Les messages privés des réunions sont écartés tant que zoom.private_messages n’est pas true",
        "zoom.meeting.reaction":
            "Une réaction de la réunion n’appartient à aucun message",
        "zoom.meeting.recipient-unknown":
            "Les mots autour des noms ne sont d’aucune langue connue\u{202F}; il est impossible de dire qui pouvait lire le message",
        "zoom.message.deleted":
            "Un message a été supprimé avant que l’archive ne le conserve",
        "zoom.message.empty":
            "Le message ne contient ni texte ni fichiers",
        "zoom.message.forwarded":
            "Le message a été transmis\u{202F}; sa provenance n’est pas dans l’export",
        "zoom.message.incomplete":
            "Un message archivé n’a pas de type connu ou pas d’heure",
        "zoom.message.no-author":
            "Le message n’indique pas qui l’a écrit",
        "zoom.message.no-place":
            "Rien n’indique dans quel canal ou quelle conversation se trouve le message",
        "zoom.message.no-time":
            "Le message n’indique pas d’heure utilisable",
        "zoom.message.wrong-type":
            "Des parties du message n’ont pas le type prévu par le format",
        "zoom.reaction.nameless":
            "L’export indique combien de personnes ont réagi, mais pas qui elles étaient toutes",
        "zoom.reaction.taken-back":
            "Les réactions retirées et leur retrait ne sont pas transférés",
        "zoom.reaction.target-unknown":
            "Aucun message antérieur du fichier ne commence comme celui qui a suscité la réaction",
        "zoom.reaction.unknown":
            "Une réaction n’indique pas ce qu’elle est",
        "zoom.reaction.wrong-type":
            "Les réactions au message n’ont pas le type prévu par le format",
        "zoom.recording.not-supported":
            "Les enregistrements de son et d’image ne sont pas transférés",
        "zoom.reply.target-unknown":
            "Aucun message antérieur du fichier ne commence comme celui auquel il est répondu\u{202F}; sa citation est donc conservée",
        "zoom.table.broken-row":
            "La ligne du tableau est défectueuse\u{A0}: un guillemet n’est pas fermé, ou elle a trop de champs",
        "zoom.text.broken":
            "Certains octets du message ne sont pas de l’UTF-8",
        "zoom.time.no-zone":
            "Les heures des messages n’indiquent pas de fuseau et sont considérées comme UTC\u{202F}; zoom.time_zone permet de l’indiquer",
        "zoom.time.order-guessed":
            "Rien dans le fichier ne montre si le jour ou le mois vient d’abord\u{202F}; le mois a été retenu, zoom.date_order permet de l’indiquer",
        "zoom.transcript.broken":
            "Les heures d’une partie de la transcription ne peuvent pas être lues",
        "zoom.transcript.captions":
            "La transcription du même enregistrement dit la même chose, avec les noms",
        "zoom.transcript.left-out":
            "Les transcriptions sont écartées, car zoom.transcripts est false",
    ]
}
