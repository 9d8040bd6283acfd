# Les images que les gens envoient.
error-media-no-picture = Ce fichier n'est pas une image que nous savons lire. Envoyez un fichier JPEG, PNG, GIF ou WebP.
error-media-damaged = Cette image est abîmée. Enregistrez-la de nouveau, ou choisissez-en une autre.
error-media-heavy = Ce fichier est trop lourd : { $max } Mio au plus. Réduisez l'image.
error-media-large = Cette image est trop grande : 33 mégapixels et 16 384 pixels de côté au plus. Réduisez-la.
error-media-frames = Cette animation compte trop d'images : { $max } au plus.
error-media-slow = Cette image est trop longue à lire. Enregistrez-la dans un autre format et réessayez.
error-media-quota = Vos images occupent les { $max } Mio dont dispose un compte. Retirez-en d'abord.
error-media-unknown = Nous ne connaissons pas cette image. Envoyez-la de nouveau.
error-media-in-use = Cette image est encore affichée quelque part. Retirez-la d'abord de là.
error-media-no-space = Il n'y a plus de place pour les images sur ce serveur. Prévenez les personnes qui s'en occupent.
