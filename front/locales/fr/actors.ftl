# Profils : ce qui n'a pas marché.
error-actors-username = Un nom de profil est fait de petites lettres de a à z, de chiffres et de _.
error-actors-username-reserved = Ce nom est réservé au serveur lui-même. Choisissez-en un autre.
error-actors-username-taken = Ce nom est déjà pris. Choisissez-en un autre.
error-actors-picture-shared = Un autre de vos profils montre cette image, ce qui révélerait qu'ils vont ensemble. Envoyez-la de nouveau comme nouveau fichier.
