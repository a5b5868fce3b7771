const data = {
  "meta": {
    "created": "2024-06-10T09:00:00.000Z"
  },
  "settings": {
    "maxMessages": 14,
    "maxFileSize": 10000000,
    "beforeDate": "",
    "fileType": "all",
    "downloadFiles": true,
    "downloadPeople": true
  },
  "room": {
    "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
    "title": "AG Übergang: Fachverfahren/Bürgerbüro",
    "type": "group",
    "isLocked": false,
    "lastActivity": "2024-06-05T09:00:00.000Z",
    "creatorId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDE",
    "created": "2023-03-01T08:00:00.123Z",
    "ownerId": "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8wMDAwMDBhMS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwYTE",
    "isPublic": false,
    "isReadOnly": false,
    "teamId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1RFQU0vMDAwMDAyMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMjAx",
    "description": "Umstellung der Fachverfahren"
  },
  "conversations": [
    [
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvYzM1OGM1MTAtYjgwNy0xMWVkLTgwMDItMDAwMDVlMDA1MzAy",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "text": "Willkommen in der AG!\nBitte alle kurz vorstellen.",
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDE",
        "personEmail": "anna.schneider@lindenfurt.example",
        "created": "2023-03-01T08:05:00.001Z"
      },
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvZWQ1ZTEwNDAtYjgwNy0xMWVkLTgwMDMtMDAwMDVlMDA1MzAz",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "text": "Jörg hier, <b>kein</b> HTML & nur Text",
        "parentId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvYzM1OGM1MTAtYjgwNy0xMWVkLTgwMDItMDAwMDVlMDA1MzAy",
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMi0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDI",
        "personEmail": "joerg.mueller@lindenfurt.example",
        "created": "2023-03-01T08:06:10.500Z"
      },
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvMGFkZjJhMDAtYjgwOC0xMWVkLTgwMDQtMDAwMDVlMDA1MzA0",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "text": "Anna Bonjour à tous",
        "html": "<p><spark-mention data-object-type=\"person\" data-object-id=\"Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDE\">Anna</spark-mention> Bonjour à <strong>tous</strong></p>",
        "mentionedPeople": [
          "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDE"
        ],
        "parentId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvYzM1OGM1MTAtYjgwNy0xMWVkLTgwMDItMDAwMDVlMDA1MzAy",
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMy0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDM",
        "personEmail": "zoe.lefevre@mairie.example",
        "created": "2023-03-01T08:07:00.000Z"
      }
    ],
    [
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvNzI0Y2E4MDAtYjgwZi0xMWVkLTgwMDUtMDAwMDVlMDA1MzA1",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "text": "All Frist ist Freitag",
        "html": "<p><spark-mention data-object-type=\"groupMention\" data-group-type=\"all\">All</spark-mention> Frist ist <em>Freitag</em></p>",
        "mentionedGroups": [
          "all"
        ],
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDE",
        "personEmail": "anna.schneider@lindenfurt.example",
        "created": "2023-03-01T09:00:00.000Z"
      }
    ],
    [
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvYTMyZWRjMDAtYjgxMy0xMWVkLTgwMDYtMDAwMDVlMDA1MzA2",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "text": "Plan anbei",
        "files": [
          {
            "url": "https://webexapis.com/v1/contents/Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL0NPTlRFTlQvYTMyZWRjMDAtYjgxMy0xMWVkLTgwMDYtMDAwMDVlMDA1MzA2LzA",
            "localName": "4711-Plan.pdf",
            "type": "application/pdf",
            "size": 18
          },
          {
            "url": "https://webexapis.com/v1/contents/Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL0NPTlRFTlQvYTMyZWRjMDAtYjgxMy0xMWVkLTgwMDYtMDAwMDVlMDA1MzA2LzE",
            "localName": "4712-Lageplan.png",
            "type": "image/png",
            "size": 12
          }
        ],
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMy0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDM",
        "personEmail": "zoe.lefevre@mairie.example",
        "created": "2023-03-01T09:30:00.000Z"
      }
    ],
    [
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvY2Q5ODljMDAtYjhkYy0xMWVkLTgwMDctMDAwMDVlMDA1MzA3",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "files": [
          {
            "url": "https://webexapis.com/v1/contents/Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL0NPTlRFTlQvY2Q5ODljMDAtYjhkYy0xMWVkLTgwMDctMDAwMDVlMDA1MzA3LzA",
            "localName": "4713-Plan.pdf",
            "type": "application/pdf",
            "size": 25
          }
        ],
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMi0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDI",
        "personEmail": "joerg.mueller@lindenfurt.example",
        "created": "2023-03-02T09:30:00.000Z"
      }
    ],
    [
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvZjE1YmUyMDAtYjhkYy0xMWVkLTgwMDgtMDAwMDVlMDA1MzA4",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "text": "Datei weg",
        "files": [],
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMi0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDI",
        "personEmail": "joerg.mueller@lindenfurt.example",
        "created": "2023-03-02T09:31:00.000Z"
      }
    ],
    [
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvMjhlNDkwMDAtYjlhYS0xMWVkLTgwMDktMDAwMDVlMDA1MzA5",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "text": "Neuer Text",
        "html": "<p>Neuer Text</p>",
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDE",
        "personEmail": "anna.schneider@lindenfurt.example",
        "created": "2023-03-03T10:00:00.000Z",
        "updated": "2023-03-03T10:05:00.000Z"
      }
    ],
    [
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvY2RjNmEyMDAtYmE2YS0xMWVkLTgwNjMtMDAwMDVlMDA1MzYz",
        "created": "2023-03-04T10:00:00.000Z",
        "html": "<i>This message was not available</i>"
      },
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvNTM0ZTUwMDAtYmE3My0xMWVkLTgwMGEtMDAwMDVlMDA1MzBh",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "text": "Antwort auf gelöschte Nachricht",
        "parentId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvY2RjNmEyMDAtYmE2YS0xMWVkLTgwNjMtMDAwMDVlMDA1MzYz",
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMy0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDM",
        "personEmail": "zoe.lefevre@mairie.example",
        "created": "2023-03-04T10:00:00.000Z"
      }
    ],
    [
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvN2RiODEwMDAtYmIzYy0xMWVkLTgwMGItMDAwMDVlMDA1MzBi",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "isVoiceClip": true,
        "files": [
          {
            "url": "https://webexapis.com/v1/contents/Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL0NPTlRFTlQvN2RiODEwMDAtYmIzYy0xMWVkLTgwMGItMDAwMDVlMDA1MzBiLzA",
            "localName": "4714-audio.wav",
            "type": "audio/wav",
            "size": 16
          }
        ],
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMi0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDI",
        "personEmail": "joerg.mueller@lindenfurt.example",
        "created": "2023-03-05T10:00:00.000Z"
      }
    ],
    [
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvYTE3YjU2MDAtYmIzYy0xMWVkLTgwMGMtMDAwMDVlMDA1MzBj",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "text": "Ticket 4711",
        "attachments": [
          {
            "contentType": "application/vnd.microsoft.card.adaptive",
            "content": {
              "type": "AdaptiveCard",
              "version": "1.2",
              "body": [
                {
                  "type": "TextBlock",
                  "text": "Ticket 4711: Drucker",
                  "weight": "Bolder"
                },
                {
                  "type": "FactSet",
                  "facts": [
                    {
                      "title": "Raum",
                      "value": "2.14"
                    },
                    {
                      "title": "Status",
                      "value": "offen"
                    }
                  ]
                }
              ],
              "actions": [
                {
                  "type": "Action.OpenUrl",
                  "title": "Öffnen",
                  "url": "https://tickets.lindenfurt.example/4711"
                }
              ]
            }
          }
        ],
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwNC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDQ",
        "personEmail": "ticketbot@webex.bot",
        "created": "2023-03-05T10:01:00.000Z"
      }
    ],
    [
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvYTgyMWQwMDAtYmMwNS0xMWVkLTgwMGQtMDAwMDVlMDA1MzBk",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "text": "Ich wechsle die Behörde 👋🏽",
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwNS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDU",
        "personEmail": "rolf.alt@lindenfurt.example",
        "created": "2023-03-06T10:00:00.000Z"
      }
    ],
    [
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvMDllNjM4MDAtYmMwZS0xMWVkLTgwMGUtMDAwMDVlMDA1MzBl",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "text": "Siehe Link",
        "html": "<p>Siehe <a href=\"https://intranet.lindenfurt.example/a?b=1&amp;c=2\" onClick=\"return sparkBase.clickEventHandler(event)\">Link</a></p><pre><code>let x = &lt;1&gt;\nreturn</code></pre><blockquote>Zitat</blockquote><ul><li>eins</li><li>zwei</li></ul>",
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDE",
        "personEmail": "anna.schneider@lindenfurt.example",
        "created": "2023-03-06T11:00:00.000Z"
      }
    ],
    [
      {
        "id": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvMmRhOTdlMDAtYmMwZS0xMWVkLTgwMGYtMDAwMDVlMDA1MzBm",
        "roomId": "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vMDAwMDAzMDEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx",
        "roomType": "group",
        "text": "😂",
        "html": "<h1><p>😂</p></h1>",
        "personId": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMy0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDM",
        "personEmail": "zoe.lefevre@mairie.example",
        "created": "2023-03-06T11:01:00.000Z"
      }
    ]
  ],
  "people": [
    {
      "id": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDE",
      "emails": [
        "anna.schneider@lindenfurt.example"
      ],
      "displayName": "Anna Schneider",
      "nickName": "Anna",
      "firstName": "Anna",
      "lastName": "Schneider",
      "userName": "anna.schneider@lindenfurt.example",
      "orgId": "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8wMDAwMDBhMS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwYTE",
      "created": "2019-04-03T09:00:00.000Z",
      "lastActivity": "2026-01-30T10:00:00.000Z",
      "status": "unknown",
      "type": "person"
    },
    {
      "id": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMi0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDI",
      "emails": [
        "joerg.mueller@lindenfurt.example"
      ],
      "displayName": "Jörg Müller",
      "nickName": "Jörg",
      "firstName": "Jörg",
      "lastName": "Müller",
      "userName": "joerg.mueller@lindenfurt.example",
      "orgId": "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8wMDAwMDBhMS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwYTE",
      "created": "2019-04-03T09:00:00.000Z",
      "lastActivity": "2026-01-30T10:00:00.000Z",
      "status": "unknown",
      "type": "person"
    },
    {
      "id": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwMy0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDM",
      "emails": [
        "zoe.lefevre@mairie.example"
      ],
      "displayName": "Zoé Lefèvre",
      "nickName": "Zoé",
      "firstName": "Zoé",
      "lastName": "Lefèvre",
      "userName": "zoe.lefevre@mairie.example",
      "orgId": "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8wMDAwMDBhMi0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwYTI",
      "created": "2019-04-03T09:00:00.000Z",
      "lastActivity": "2026-01-30T10:00:00.000Z",
      "status": "unknown",
      "type": "person"
    },
    {
      "id": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDAwMDEwNC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAxMDQ",
      "emails": [
        "ticketbot@webex.bot"
      ],
      "displayName": "Ticket Bot",
      "nickName": "Ticket",
      "firstName": "Ticket",
      "lastName": "Bot",
      "userName": "ticketbot@webex.bot",
      "orgId": "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8wMDAwMDBhMy0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwYTM",
      "created": "2019-04-03T09:00:00.000Z",
      "lastActivity": "2026-01-30T10:00:00.000Z",
      "status": "unknown",
      "type": "bot"
    }
  ]
}