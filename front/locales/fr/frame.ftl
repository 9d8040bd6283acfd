# The frame of every page, and pieces used on many.

nav-skip = Aller au contenu
nav-main = Navigation principale
nav-search-label = Chercher des événements et des groupes
nav-search-hint = Chercher un événement
nav-search-do = Chercher
nav-home = Accueil
nav-events = Événements
nav-publish = Publier un événement
nav-login = Se connecter
nav-logout = Se déconnecter
nav-me = Votre compte : { $name }
nav-agenda = Mon agenda
nav-profile = Ma page
nav-account = Mon compte
nav-masks = Agir en tant que
nav-display = Langue et apparence
nav-language = Langue
nav-theme = Apparence
nav-theme-auto = Comme mon appareil
nav-theme-light = Claire
nav-theme-dark = Sombre
nav-news = Nouvelles de ce site
nav-trail = Vous êtes ici

keys = Touches
keys-skip = Lien ou bouton suivant
keys-close = Fermer ce qui est ouvert
keys-escape = Échap
keys-list = Cette liste
keys-done = Fermer

foot-nav = À propos de ce site
foot-what = Des événements et des groupes, partagés de site en site. Sans publicité ni pistage.
foot-about = À propos
foot-rules = Règles
foot-terms = Conditions d’utilisation
foot-privacy = Vie privée
foot-register = Ouvrir un compte
foot-places = Lieux trouvés avec : { $credit }
foot-source = Code source

pager = Pages
pager-previous = Page précédente
pager-next = Page suivante

list-coming = À venir
list-nothing = Rien n’est prévu pour le moment.

subscribe = Rester au courant
subscribe-text = Suivez sans compte : les nouveaux événements apparaissent dans votre agenda ou votre lecteur de flux.
subscribe-calendar = Suivre dans mon agenda
subscribe-atom = Lecteur de flux (Atom)
subscribe-ics = Fichier d’agenda
subscribe-fediverse = Depuis Mastodon et d’autres réseaux, suivez :

share = Partager
share-copy = Copier le lien
share-copied = Le lien est copié.
share-failed = Cela n’a pas marché. Veuillez copier le lien à la main.
share-system = Partager avec une application
share-mail = Envoyer par courriel
share-mail-body = { $title }, { $when }
share-mastodon = Partager sur Mastodon : votre serveur
share-mastodon-do = Ouvrir mon serveur

map-open = Afficher la carte
map-label = Carte des événements trouvés
map-hint = Les cercles indiquent le nombre d’événements autour d’une ville. Choisissez-en un pour les voir.

status-draft = Brouillon
status-waiting = En attente de validation
status-tentative = À confirmer
status-cancelled = Annulé
status-full = Complet
status-past = Terminé
status-now = En ce moment
status-online = En ligne
status-unlisted = Non répertorié
status-members = Réservé aux membres

form-optional = (facultatif)
form-back = Retour
form-back-event = Retour à l’événement
form-save = Enregistrer
form-errors = { $count ->
    [one] Un point demande votre attention
   *[other] { $count } points demandent votre attention
  }
form-required = Veuillez remplir ce champ.
form-too-long = { $count ->
    [one] Veuillez ne pas dépasser { $count } caractère.
   *[other] Veuillez ne pas dépasser { $count } caractères.
  }
form-email-wrong = Cela ne ressemble pas à une adresse de courriel. Exemple : nom@example.org
form-url-wrong = Cela ne ressemble pas à une adresse web. Exemple : https://example.org
form-choose = Veuillez choisir une des réponses.
form-expired = Vous avez ouvert ou fermé une session depuis l’ouverture de ce formulaire. Ce que vous avez écrit est gardé : renvoyez-le, et il comptera.
form-expired-files = Les fichiers et les mots de passe ne sont pas gardés : choisissez-les à nouveau si le formulaire revient.
form-expired-do = Renvoyer

field-email = Adresse de courriel
field-password = Mot de passe
field-password-hint = Au moins { $count } caractères. Quelques mots sans rapport entre eux conviennent bien.
field-password-new = Nouveau mot de passe
field-password-old = Mot de passe actuel
field-name = Nom
field-name-hint = Ce que voient les autres. Ce n’est pas forcément votre vrai nom.
field-username = Identifiant
field-username-hint = Des minuscules sans accent, des chiffres et des tirets bas. Suivi de { $host }, il forme une adresse que l’on peut suivre ; il ne pourra pas être changé.
