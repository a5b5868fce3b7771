// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file

/// What layouts of archives, and what they can never hold, are called in French; made by `scripts/report-wording` from
/// `mappings/report/terms.json`.
enum FrenchTerms {
    static let table: [String: String] = [
        "Enterprise Grid export":
            "export Enterprise Grid",
        "Graph export":
            "export Graph",
        "Mattermost compliance export":
            "export de conformité Mattermost",
        "REST dump":
            "extrait REST",
        "Team Chat answers":
            "réponses Team Chat",
        "Teams data export":
            "export de données Teams",
        "a second event with the same marker":
            "un second événement portant la même marque",
        "an event of this migration that no plan knows":
            "un événement de cette migration qu’aucun plan ne connaît",
        "archived meeting chats":
            "conversations de réunion archivées",
        "chat history table":
            "tableau d’historique de conversation",
        "conversations that the exporting person is not in":
            "les conversations auxquelles la personne qui exporte ne participe pas",
        "deleted on the homeserver":
            "supprimé sur le serveur",
        "deletions":
            "les suppressions",
        "direct messages":
            "les messages directs",
        "edits":
            "les modifications",
        "event":
            "événement",
        "files":
            "les fichiers",
        "formatting":
            "la mise en forme",
        "its user could not be made ready":
            "Le compte concerné n’a pas pu être préparé",
        "mail addresses":
            "les adresses électroniques",
        "meeting transcripts":
            "transcriptions de réunion",
        "members":
            "les listes de membres",
        "membership history":
            "l’historique des appartenances",
        "mentions":
            "les mentions",
        "neither the appservice's user nor a member may read it":
            "ni le compte de l’appservice ni un membre n’a le droit de le lire",
        "operation account-data":
            "données du compte",
        "operation alias":
            "adresse du salon",
        "operation avatar":
            "photo de profil",
        "operation device":
            "création d’un appareil",
        "operation event":
            "événement",
        "operation name":
            "nom affiché",
        "operation read":
            "marque de lecture",
        "operation register":
            "création d’un compte",
        "operation reserve":
            "réservation d’un fichier",
        "operation room":
            "création d’un salon",
        "operation state":
            "état du salon",
        "operation upload":
            "envoi d’un fichier",
        "packed mbox":
            "mbox compressé",
        "pictures of people":
            "les photos de profil",
        "pictures of rooms and workspaces":
            "les images des salons et des espaces de travail",
        "pins":
            "les messages épinglés",
        "private channels":
            "les canaux privés",
        "reactions":
            "les réactions",
        "replies":
            "les liens de réponse",
        "saved meeting chats":
            "conversations de réunion enregistrées",
        "single mails":
            "courriels isolés",
        "slackdump chunks":
            "fragments slackdump",
        "slackdump database":
            "base de données slackdump",
        "slackdump dump":
            "extrait slackdump",
        "stands after an event that follows it":
            "se trouve après un événement qui devrait le suivre",
        "the alias leads nowhere":
            "L’adresse du salon ne mène nulle part",
        "the file was not reserved":
            "Le fichier n’a pas été réservé",
        "the user id breaks the grammar":
            "L’identifiant du compte n’est pas admis par Matrix",
        "threads":
            "les fils de discussion",
        "what it refers to is not planned":
            "Ce à quoi il se rapporte n’est pas prévu",
        "what it refers to was not carried over":
            "Ce à quoi il se rapporte n’a pas été transféré",
        "workspace export":
            "export d’un espace de travail",
    ]
}
