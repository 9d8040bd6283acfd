# Les messages gardés au lieu d’être envoyés.

mailbox = Messages retenus
mailbox-text = Ce serveur garde ses messages au lieu de les envoyer. Tout ce qu’il a écrit est ici, le plus récent d’abord.
mailbox-none = Rien n’a encore été écrit.
mailbox-count = { $count ->
    [one] Un message
   *[other] { $count } messages
}
mailbox-to = À { $to }
mailbox-empty = Tout jeter
mailbox-json = La même chose en JSON
mailbox-links = Liens
mailbox-html = Tel que la plupart le voient
mailbox-plain = En texte seul
mailbox-files = Pièces jointes
mailbox-headers = En-têtes
